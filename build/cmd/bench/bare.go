package main

import (
	"context"
	"database/sql"
	"fmt"
	"net/http"

	"github.com/coder/websocket"

	_ "github.com/parley-desk/parley/backend/web" // an empty server has the same imports as ours
)

// bare serves the least that could do the work of a row:
//
//	bare empty ADDRESS        answers /healthz
//	bare echo ADDRESS         sends every frame back
//	bare ten ADDRESS FILE     sends ten rows of the conversation that is asked for
func bare(kind string, args []string) error {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	switch {
	case kind == "empty" && len(args) == 1:
	case kind == "echo" && len(args) == 1:
		mux.HandleFunc("GET /socket", socket(func(ctx context.Context, c *websocket.Conn, frame []byte) error {
			return c.Write(ctx, websocket.MessageText, frame)
		}))
	case kind == "ten" && len(args) == 2:
		db, err := sql.Open("sqlite", "file:"+args[1]+"?mode=ro")
		if err != nil {
			return err
		}
		defer db.Close()
		db.SetMaxOpenConns(4)
		db.SetMaxIdleConns(4)
		ten, err := db.Prepare(selectTen)
		if err != nil {
			return err
		}
		mux.HandleFunc("GET /socket", socket(func(ctx context.Context, c *websocket.Conn, frame []byte) error {
			return writeTen(ctx, ten, c, string(frame))
		}))
	default:
		return fmt.Errorf("bare server %q %q is not known", kind, args)
	}
	return http.ListenAndServe(args[0], mux)
}

// socket goes on in a goroutine of its own, so that the request's memory is
// freed with its handler.
func socket(take func(context.Context, *websocket.Conn, []byte) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		c, err := websocket.Accept(w, r, &websocket.AcceptOptions{CompressionMode: websocket.CompressionDisabled})
		if err != nil {
			return
		}
		go func() {
			defer c.CloseNow()
			ctx := context.Background()
			for {
				_, frame, err := c.Read(ctx)
				if err != nil || take(ctx, c, frame) != nil {
					return
				}
			}
		}()
	}
}

const selectTen = `SELECT e.seq, e.kind, e.fact, c.sealed FROM event e
	LEFT JOIN content c ON c.project = e.project AND c.pos = e.pos
	WHERE e.project = 'acme' AND e.stream = ? AND e.seq > 1 ORDER BY e.seq LIMIT 10`

func writeTen(ctx context.Context, ten *sql.Stmt, c *websocket.Conn, stream string) error {
	rows, err := ten.QueryContext(ctx, stream)
	if err != nil {
		return err
	}
	defer rows.Close()
	var out []byte
	for rows.Next() {
		var seq int64
		var kind, fact string
		var sealed []byte
		if err := rows.Scan(&seq, &kind, &fact, &sealed); err != nil {
			return err
		}
		out = fmt.Appendf(out, "%d %s %s %d\n", seq, kind, fact, len(sealed))
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return c.Write(ctx, websocket.MessageText, out)
}
