/*
 * Loaded before the libraries of a measured window, ours or the empty one: writes a byte to descriptor 3 when the page
 * can be used. That is when it has marked its root as ready and has a place to write in, and a frame with both is drawn.
 *
 * The window is made by a library that does not hand out its view, so this stands in for the one function it makes the
 * view with, as the window's tests do, and adds a script to it. The page's own policy does not apply to that script.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
#include <webkit2/webkit2.h>

static const char script[] =
	"(() => {"
	"  const all = { subtree: true, childList: true, attributes: true, attributeFilter: ['data-ready'] };"
	"  const usable = () => document.documentElement?.dataset.ready === '1' && document.querySelector('[data-testid=\"compose\"]');"
	"  const look = () => {"
	"    if (!usable()) return;"
	"    watcher.disconnect();"
	"    requestAnimationFrame(() => setTimeout(() => window.webkit.messageHandlers.measured.postMessage(1), 0));"
	"  };"
	"  const watcher = new MutationObserver(look);"
	"  watcher.observe(document, all);"
	"  look();"
	"})();";

__attribute__((constructor)) static void begin(void) {
	fcntl(3, F_SETFD, FD_CLOEXEC);
	unsetenv("LD_PRELOAD"); /* its helpers are to be what they always are */
}

static void on_message(WebKitUserContentManager *manager, WebKitJavascriptResult *result, gpointer none) {
	(void)!write(3, "1", 1);
}

GtkWidget *webkit_web_view_new_with_user_content_manager(WebKitUserContentManager *manager) {
	WebKitUserScript *watch = webkit_user_script_new(script, WEBKIT_USER_CONTENT_INJECT_TOP_FRAME,
		WEBKIT_USER_SCRIPT_INJECT_AT_DOCUMENT_START, NULL, NULL);
	webkit_user_content_manager_add_script(manager, watch);
	webkit_user_script_unref(watch);
	g_signal_connect(manager, "script-message-received::measured", G_CALLBACK(on_message), NULL);
	webkit_user_content_manager_register_script_message_handler(manager, "measured");
	return g_object_new(WEBKIT_TYPE_WEB_VIEW, "user-content-manager", manager, NULL);
}
