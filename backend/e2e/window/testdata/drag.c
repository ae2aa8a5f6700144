// A small window in the screen's corner out of which a file can be dragged: drag FILE-ADDRESS. It says "ready" when it
// is there and "refused" where what it was let go over takes none, and ends after one drag.
#include <gtk/gtk.h>

static char *uris[2];

static void give(GtkWidget *from, GdkDragContext *drag, GtkSelectionData *data, guint info, guint at, gpointer none) {
	gtk_selection_data_set_uris(data, uris);
}

static gboolean shown(GtkWidget *window, GdkEvent *event, gpointer none) {
	g_print("ready\n");
	return FALSE;
}

static gboolean refused(GtkWidget *from, GdkDragContext *drag, GtkDragResult why, gpointer none) {
	g_print("refused\n");
	return FALSE;
}

int main(int argc, char **argv) {
	gtk_init(&argc, &argv);
	uris[0] = argv[1];
	GtkWidget *window = gtk_window_new(GTK_WINDOW_POPUP), *from = gtk_event_box_new();
	gtk_window_move(GTK_WINDOW(window), 0, 0);
	gtk_window_set_default_size(GTK_WINDOW(window), 60, 200); // wherever the other window begins
	gtk_container_add(GTK_CONTAINER(window), from);
	gtk_drag_source_set(from, GDK_BUTTON1_MASK, NULL, 0, GDK_ACTION_COPY);
	gtk_drag_source_add_uri_targets(from);
	g_signal_connect(from, "drag-data-get", G_CALLBACK(give), NULL);
	g_signal_connect(from, "drag-failed", G_CALLBACK(refused), NULL);
	g_signal_connect(from, "drag-end", G_CALLBACK(gtk_main_quit), NULL);
	g_signal_connect(window, "map-event", G_CALLBACK(shown), NULL);
	gtk_widget_show_all(window);
	gtk_main();
	return 0;
}
