//go:build linux && cgo && ((desktop && production) || dev)

package webview

/*
#include <stdlib.h>
#include "view.h"

// Up to 200 %, as WCAG 1.4.4 asks: larger, and a window of 1280 by 720 has no room for a conversation.
static const double steps[] = { 0.5, 0.67, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2 };
static double zoom_level = 1;
static char *zoom_kept;

static void zoom_view(WebKitWebView *view) { webkit_web_view_set_zoom_level(view, zoom_level); }

static double next_step(int way) {
	if (way == 0) return 1;
	const int last = G_N_ELEMENTS(steps) - 1;
	if (way > 0) {
		for (int i = 0; i <= last; i++)
			if (steps[i] > zoom_level + 0.01) return steps[i];
		return steps[last];
	}
	for (int i = last; i >= 0; i--)
		if (steps[i] < zoom_level - 0.01) return steps[i];
	return steps[0];
}

static void zoom(int way) {
	char text[G_ASCII_DTOSTR_BUF_SIZE];
	zoom_level = next_step(way);
	each_view(zoom_view);
	// Where it cannot be kept it is so until the window closes.
	g_file_set_contents(zoom_kept, g_ascii_formatd(text, sizeof text, "%.2f", zoom_level), -1, NULL);
}

static gboolean on_key(GtkWidget *view, GdkEventKey *key, gpointer none) {
	GdkModifierType held = key->state & gtk_accelerator_get_default_mod_mask();
	if ((held & ~GDK_SHIFT_MASK) != GDK_CONTROL_MASK) return FALSE;
	// The keys of the digits lead to conversations, whatever else is on them. In France a minus is: there the key between
	// them and the one of plus takes its place.
	gboolean digit = key->hardware_keycode >= 10 && key->hardware_keycode <= 18;
	if (key->hardware_keycode == 19) { // that of the 0, which is an à there
		zoom(0);
		return TRUE;
	}
	if (key->hardware_keycode == 20 && key->keyval == GDK_KEY_parenright) {
		zoom(-1);
		return TRUE;
	}
	switch (key->keyval) {
	case GDK_KEY_plus: case GDK_KEY_equal: case GDK_KEY_KP_Add:
		if (digit) return FALSE;
		zoom(1);
		return TRUE;
	case GDK_KEY_minus: case GDK_KEY_KP_Subtract:
		if (digit) return FALSE;
		zoom(-1);
		return TRUE;
	case GDK_KEY_KP_0:
		zoom(0);
		return TRUE;
	}
	return FALSE;
}

static void zoomable(WebKitWebView *view) {
	if (g_object_get_data(G_OBJECT(view), "parley-zoom")) return;
	g_object_set_data(G_OBJECT(view), "parley-zoom", view);
	g_signal_connect(view, "key-press-event", G_CALLBACK(on_key), NULL);
	zoom_view(view);
}

static gboolean attach(gpointer path) {
	char *text = NULL;
	if (!zoom_kept) {
		zoom_kept = path;
		double was = g_file_get_contents(zoom_kept, &text, NULL, NULL) ? g_ascii_strtod(text, NULL) : 1;
		g_free(text);
		if (was > 0) zoom_level = CLAMP(was, steps[0], steps[G_N_ELEMENTS(steps) - 1]);
	} else g_free(path);
	each_view(zoomable);
	return G_SOURCE_REMOVE;
}

static void zoom_soon(const char *path) { g_idle_add_full(G_PRIORITY_HIGH, attach, g_strdup(path), NULL); }
*/
import "C"

import (
	"path/filepath"
	"unsafe"
)

// Zoom lets the panel be made larger and smaller as in a browser, by Ctrl and plus,
// minus or 0, and as it was when the window was last open; folder is where that is
// kept. It may be called from any goroutine and as often as one likes, once there is
// a window.
func Zoom(folder string) {
	path := C.CString(filepath.Join(folder, "zoom"))
	defer C.free(unsafe.Pointer(path))
	C.zoom_soon(path)
}
