/*
 * Loaded before the desktop's own libraries by the window tests, and by nothing else.
 *
 * The window is made by a library that neither allows automation nor hands out its view. This replaces the one function
 * it makes the view with, allows automation in the default context, and gives the driver the view when it asks.
 */
#include <webkit2/webkit2.h>

static WebKitWebView *view;

static WebKitWebView *on_create(WebKitAutomationSession *session, gpointer none) { return view; }

static void on_started(WebKitWebContext *context, WebKitAutomationSession *session, gpointer none) {
	WebKitApplicationInfo *info = webkit_application_info_new();
	webkit_application_info_set_name(info, "parley");
	webkit_application_info_set_version(info, 1, 0, 0);
	webkit_automation_session_set_application_info(session, info);
	webkit_application_info_unref(info);
	g_signal_connect(session, "create-web-view", G_CALLBACK(on_create), NULL);
}

GtkWidget *webkit_web_view_new_with_user_content_manager(WebKitUserContentManager *manager) {
	WebKitWebContext *context = webkit_web_context_get_default();
	gboolean on = g_getenv("WEBKIT_INSPECTOR_SERVER") != NULL;
	if (on) {
		webkit_web_context_set_automation_allowed(context, TRUE);
		g_signal_connect(context, "automation-started", G_CALLBACK(on_started), NULL);
	}
	view = g_object_new(WEBKIT_TYPE_WEB_VIEW, "user-content-manager", manager, "web-context", context,
	                    "is-controlled-by-automation", on, NULL);
	return GTK_WIDGET(view);
}
