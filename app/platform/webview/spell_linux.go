//go:build linux && cgo && ((desktop && production) || dev)

package webview

/*
#include <stdlib.h>
#include <webkit2/webkit2.h>

// Reading a dictionary takes 20 to 80 ms, in which the window stands still. Who only passes through a conversation is
// spared that: it is read once they have stayed for so many milliseconds. Until then the one before marks what is written.
enum { STAYING = 300 };

static gchar *wanted, *used; // names of dictionaries, with blanks between
static guint pending;

// The first dictionary that there is.
static gboolean spell(gpointer none) {
	pending = 0;
	if (g_strcmp0(wanted, used) == 0) return G_SOURCE_REMOVE;
	g_free(used);
	used = g_strdup(wanted);
	WebKitWebContext *context = webkit_web_context_get_default();
	gchar **all = g_strsplit(wanted, " ", -1);
	for (gchar **name = all; *name; name++) {
		const gchar *one[] = { *name, NULL };
		webkit_web_context_set_spell_checking_languages(context, one);
		const gchar *const *found = webkit_web_context_get_spell_checking_languages(context);
		if (found && *found) break;
	}
	webkit_web_context_set_spell_checking_enabled(context, TRUE);
	g_strfreev(all);
	return G_SOURCE_REMOVE;
}

static gboolean want(gpointer names) {
	g_free(wanted);
	wanted = names;
	if (pending) g_source_remove(pending);
	pending = g_timeout_add(STAYING, spell, NULL);
	return G_SOURCE_REMOVE;
}

static void spell_soon(const char *names) { g_idle_add_full(G_PRIORITY_DEFAULT, want, g_strdup(names), NULL); }
*/
import "C"

import (
	"os"
	"strings"
	"unsafe"
)

// Spell has what is written from now on checked in a language, as in "fr-BE", with
// the dictionary the system has for it; without one nothing is marked. It may be
// called from any goroutine, once there is a window.
func Spell(language string) {
	names := C.CString(strings.Join(dictionaries(language, machine(), dictionaryFolders), " "))
	defer C.free(unsafe.Pointer(names))
	C.spell_soon(names)
}

// dictionaryFolders are where systems keep the dictionaries that the engine uses.
var dictionaryFolders = []string{"/usr/share/hunspell", "/usr/share/myspell/dicts", "/usr/share/myspell"}

// machine is the language this machine is set to, as in "fr_BE.UTF-8".
func machine() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(name); v != "" {
			return v
		}
	}
	return ""
}
