//go:build linux && cgo && ((desktop && production) || dev)

package webview

/*
#include <gtk/gtk.h>

// What is asked of the clipboard. It belongs to who waits and to who answers, whoever is done last.
typedef struct {
	gint holders;
	GMutex lock;
	GCond told;
	gboolean done, has_picture;
	guchar *list, *picture;
	gint list_size, picture_size;
} Paste;

static void paste_leave(Paste *p) {
	if (!g_atomic_int_dec_and_test(&p->holders)) return;
	g_free(p->list);
	g_free(p->picture);
	g_mutex_clear(&p->lock);
	g_cond_clear(&p->told);
	g_free(p);
}

static void paste_done(Paste *p) {
	g_mutex_lock(&p->lock);
	p->done = TRUE;
	g_cond_signal(&p->told);
	g_mutex_unlock(&p->lock);
	paste_leave(p);
}

static guchar *paste_copy(GtkSelectionData *data, gint *size) {
	*size = gtk_selection_data_get_length(data);
	if (*size < 0) *size = 0;
	return g_memdup2(gtk_selection_data_get_data(data), *size);
}

static void paste_picture(GtkClipboard *clipboard, GtkSelectionData *data, gpointer p) {
	((Paste *)p)->picture = paste_copy(data, &((Paste *)p)->picture_size);
	paste_done(p);
}

static void paste_list(GtkClipboard *clipboard, GtkSelectionData *data, gpointer p) {
	Paste *paste = p;
	GdkAtom picture = gdk_atom_intern_static_string("image/png");
	// A picture that was copied in a browser comes with its address.
	gint size = gtk_selection_data_get_length(data);
	gboolean files = size > 0 && g_strstr_len((const char *)gtk_selection_data_get_data(data), size, "file:");
	if (paste->has_picture && !files) {
		gtk_clipboard_request_contents(clipboard, picture, paste_picture, p);
		return;
	}
	paste->list = paste_copy(data, &paste->list_size);
	paste_done(p);
}

// What is offered is asked first: some programs answer whatever they are asked for with what they have.
static void paste_offered(GtkClipboard *clipboard, GdkAtom *kinds, gint count, gpointer p) {
	GdkAtom list = gdk_atom_intern_static_string("text/uri-list"), picture = gdk_atom_intern_static_string("image/png");
	gboolean has_list = FALSE, *has_picture = &((Paste *)p)->has_picture;
	for (gint i = 0; i < count; i++) {
		has_list = has_list || kinds[i] == list;
		*has_picture = *has_picture || kinds[i] == picture;
	}
	if (has_list) gtk_clipboard_request_contents(clipboard, list, paste_list, p);
	else if (*has_picture) gtk_clipboard_request_contents(clipboard, picture, paste_picture, p);
	else paste_done(p);
}

static gboolean paste_begin(gpointer p) {
	gtk_clipboard_request_targets(gtk_clipboard_get(GDK_SELECTION_CLIPBOARD), paste_offered, p);
	return G_SOURCE_REMOVE;
}

// Waits for the program that holds the clipboard, though not for ever.
static Paste *paste(void) {
	Paste *p = g_new0(Paste, 1);
	p->holders = 2;
	g_mutex_init(&p->lock);
	g_cond_init(&p->told);
	g_idle_add_full(G_PRIORITY_DEFAULT, paste_begin, p, NULL);
	gint64 until = g_get_monotonic_time() + 5 * G_TIME_SPAN_SECOND;
	g_mutex_lock(&p->lock);
	while (!p->done && g_cond_wait_until(&p->told, &p->lock, until)) {}
	gboolean done = p->done;
	g_mutex_unlock(&p->lock);
	if (done) return p;
	paste_leave(p);
	return NULL;
}
*/
import "C"

import "unsafe"

// Pasted is what lies in the clipboard beside text: a list of addresses, of files
// where there are any, or else a picture. This engine tells its pages of neither. It
// is for any goroutine but the window's own, once there is a window.
func Pasted() (list string, picture []byte) {
	p := C.paste()
	if p == nil {
		return "", nil
	}
	defer C.paste_leave(p)
	list = C.GoStringN((*C.char)(unsafe.Pointer(p.list)), p.list_size)
	return list, C.GoBytes(unsafe.Pointer(p.picture), p.picture_size)
}
