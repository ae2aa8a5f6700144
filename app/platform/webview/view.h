// The views of this program's windows; there is one.
#include <gtk/gtk.h>
#include <webkit2/webkit2.h>

static void view_within(GtkWidget *widget, gpointer act) {
	if (WEBKIT_IS_WEB_VIEW(widget)) ((void (*)(WebKitWebView *))act)(WEBKIT_WEB_VIEW(widget));
	else if (GTK_IS_CONTAINER(widget)) gtk_container_forall(GTK_CONTAINER(widget), view_within, act);
}

static void each_view(void (*act)(WebKitWebView *)) {
	GList *windows = gtk_window_list_toplevels();
	for (GList *at = windows; at; at = at->next) view_within(at->data, act);
	g_list_free(windows);
}
