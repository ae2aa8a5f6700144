//go:build linux && cgo && ((desktop && production) || dev)

package webview

/*
#cgo webkit2_41 pkg-config: gtk+-3.0 webkit2gtk-4.1
#cgo !webkit2_41 pkg-config: gtk+-3.0 webkit2gtk-4.0
#include "view.h"

static gboolean home(const char *address) {
	return address && (g_str_has_prefix(address, "wails://wails/") || g_str_equal(address, "about:blank"));
}

static gboolean on_policy(WebKitWebView *view, WebKitPolicyDecision *decision, WebKitPolicyDecisionType type, gpointer none) {
	if (type == WEBKIT_POLICY_DECISION_TYPE_RESPONSE) return FALSE;
	WebKitNavigationAction *action = webkit_navigation_policy_decision_get_navigation_action(WEBKIT_NAVIGATION_POLICY_DECISION(decision));
	const char *address = webkit_uri_request_get_uri(webkit_navigation_action_get_request(action));
	if (type == WEBKIT_POLICY_DECISION_TYPE_NAVIGATION_ACTION && home(address)) return FALSE;
	// Anything else, a second window included, is refused. The panel opens links through OpenExternal.
	webkit_policy_decision_ignore(decision);
	return TRUE;
}

static void on_download(WebKitWebContext *context, WebKitDownload *download, gpointer none) {
	// Files are saved by Go, through the system's dialog. The page has no other way to the disk.
	webkit_download_cancel(download);
}

// A menu that opens nothing: what a text field needs, and no more.
static gboolean on_menu(WebKitWebView *view, WebKitContextMenu *menu, GdkEvent *event, WebKitHitTestResult *hit, gpointer none) {
	static const WebKitContextMenuAction kept[] = {
		WEBKIT_CONTEXT_MENU_ACTION_CUT, WEBKIT_CONTEXT_MENU_ACTION_COPY, WEBKIT_CONTEXT_MENU_ACTION_PASTE,
		WEBKIT_CONTEXT_MENU_ACTION_PASTE_AS_PLAIN_TEXT, WEBKIT_CONTEXT_MENU_ACTION_DELETE, WEBKIT_CONTEXT_MENU_ACTION_SELECT_ALL,
		WEBKIT_CONTEXT_MENU_ACTION_SPELLING_GUESS, WEBKIT_CONTEXT_MENU_ACTION_NO_GUESSES_FOUND,
		WEBKIT_CONTEXT_MENU_ACTION_IGNORE_SPELLING, WEBKIT_CONTEXT_MENU_ACTION_LEARN_SPELLING,
	};
	GList *items = g_list_copy(webkit_context_menu_get_items(menu));
	for (GList *at = items; at; at = at->next) {
		WebKitContextMenuItem *item = at->data;
		gboolean keep = webkit_context_menu_item_is_separator(item);
		for (gsize i = 0; i < G_N_ELEMENTS(kept) && !keep; i++)
			keep = webkit_context_menu_item_get_stock_action(item) == kept[i];
		if (!keep) webkit_context_menu_remove(menu, item);
	}
	g_list_free(items);
	return FALSE;
}

static void wall(WebKitWebView *view) {
	if (g_object_get_data(G_OBJECT(view), "parley-guard")) return;
	g_object_set_data(G_OBJECT(view), "parley-guard", view);
	g_signal_connect(view, "context-menu", G_CALLBACK(on_menu), NULL);
	g_signal_connect(view, "decide-policy", G_CALLBACK(on_policy), NULL);
	g_signal_connect(webkit_web_view_get_context(view), "download-started", G_CALLBACK(on_download), NULL);
}

static gboolean guard(gpointer none) {
	each_view(wall);
	return G_SOURCE_REMOVE;
}

static void guard_soon(void) { g_idle_add_full(G_PRIORITY_HIGH, guard, NULL, NULL); }
*/
import "C"

// Guard refuses every navigation away from the panel from now on. It may be called
// from any goroutine and as often as one likes; call it when the window exists
// and again when the page is ready, in case the view was made late.
func Guard() { C.guard_soon() }
