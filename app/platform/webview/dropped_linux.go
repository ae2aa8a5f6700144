//go:build linux && cgo && ((desktop && production) || dev)

package webview

/*
#include <stdlib.h>
#include "view.h"

static GMutex dropped_lock;
static char *dropped;

// The engine tells its pages of no file that is let go over them, as what is dragged within a page may name any: see
// CVE-2025-13947. What comes from another program was chosen there by whoever drags.
static void on_dragged(GtkWidget *view, GdkDragContext *drag, gint x, gint y, GtkSelectionData *data, guint info, guint at, gpointer none) {
	if (gtk_selection_data_get_target(data) != gdk_atom_intern_static_string("text/uri-list")) return;
	gboolean foreign = gtk_drag_get_source_widget(drag) == NULL;
	gint size = gtk_selection_data_get_length(data);
	g_mutex_lock(&dropped_lock);
	g_free(dropped);
	dropped = foreign && size > 0 ? g_strndup((const char *)gtk_selection_data_get_data(data), size) : NULL;
	g_mutex_unlock(&dropped_lock);
}

static void watch_drops(WebKitWebView *view) {
	if (g_object_get_data(G_OBJECT(view), "parley-drops")) return;
	g_object_set_data(G_OBJECT(view), "parley-drops", view);
	g_signal_connect(view, "drag-data-received", G_CALLBACK(on_dragged), NULL);
}

static gboolean follow_drops(gpointer none) {
	each_view(watch_drops);
	return G_SOURCE_REMOVE;
}

static void follow_drops_soon(void) { g_idle_add_full(G_PRIORITY_DEFAULT, follow_drops, NULL, NULL); }

static char *dragged_list(gboolean take) {
	g_mutex_lock(&dropped_lock);
	char *list = take ? dropped : g_strdup(dropped);
	if (take) dropped = NULL;
	g_mutex_unlock(&dropped_lock);
	return list;
}
*/
import "C"

import "unsafe"

// FollowDrops notes from now on what is dragged over the window. It is to be called
// as [Guard] is.
func FollowDrops() { C.follow_drops_soon() }

// Dragged is the list of addresses that another program drags over the window, or did
// last.
func Dragged() string { return goList(C.dragged_list(C.FALSE)) }

// Dropped is the same list, each time once.
func Dropped() string { return goList(C.dragged_list(C.TRUE)) }

func goList(list *C.char) string {
	if list == nil {
		return ""
	}
	defer C.free(unsafe.Pointer(list))
	return C.GoString(list)
}
