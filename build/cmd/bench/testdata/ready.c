/*
 * Loaded before the libraries of a measured window, ours or the empty one: writes a line to descriptor 3 when the page
 * can be used, and what a script of the bench's own has to say, where PARLEY_BENCH_SCRIPT names one. That is when it has marked its root as ready and has a place to write in, and a frame with both is drawn.
 *
 * The window is made by a library that does not hand out its view, so this stands in for the one function it makes the
 * view with, as the window's tests do, and adds a script to it. The page's own policy does not apply to that script.
 */
#include <fcntl.h>
#include <stdio.h>
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
	char *said = jsc_value_to_string(webkit_javascript_result_get_js_value(result));
	dprintf(3, "%s\n", said);
	g_free(said);
}

GtkWidget *webkit_web_view_new_with_user_content_manager(WebKitUserContentManager *manager) {
	WebKitUserScript *watch = webkit_user_script_new(script, WEBKIT_USER_CONTENT_INJECT_TOP_FRAME,
		WEBKIT_USER_SCRIPT_INJECT_AT_DOCUMENT_START, NULL, NULL);
	webkit_user_content_manager_add_script(manager, watch);
	webkit_user_script_unref(watch);
	char *more = NULL;
	if (getenv("PARLEY_BENCH_SCRIPT") && g_file_get_contents(getenv("PARLEY_BENCH_SCRIPT"), &more, NULL, NULL)) {
		WebKitUserScript *own = webkit_user_script_new(more, WEBKIT_USER_CONTENT_INJECT_TOP_FRAME,
			WEBKIT_USER_SCRIPT_INJECT_AT_DOCUMENT_END, NULL, NULL);
		webkit_user_content_manager_add_script(manager, own);
		webkit_user_script_unref(own);
		g_free(more);
	}
	g_signal_connect(manager, "script-message-received::measured", G_CALLBACK(on_message), NULL);
	webkit_user_content_manager_register_script_message_handler(manager, "measured");
	return g_object_new(WEBKIT_TYPE_WEB_VIEW, "user-content-manager", manager, NULL);
}
