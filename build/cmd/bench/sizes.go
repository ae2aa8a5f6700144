package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"os"
	"path/filepath"
)

// sizes are W1 and W2: what a page and an opened widget make a visitor fetch.
func sizes(_ context.Context, b *bench) ([]row, error) {
	rows := []row{
		{id: "W1", what: "the widget's loader, gzip", anchor: 10, moonshot: 6},
		{id: "W2", what: "the widget's frame, gzip", anchor: 40, moonshot: 20},
	}
	for i, globs := range [][]string{{"loader.js"}, {"frame.html", "assets/*.js", "assets/*.css"}} {
		var total int
		for _, glob := range globs {
			files, err := filepath.Glob(filepath.Join(b.dist, "widget", glob))
			if err != nil {
				return nil, err
			}
			for _, f := range files {
				n, err := zipped(f)
				if err != nil {
					return nil, err
				}
				total += n
			}
		}
		if total == 0 {
			return nil, fmt.Errorf("the front end is not built")
		}
		rows[i].ours, rows[i].pair, rows[i].ratio = fmt.Sprintf("%d bytes", total), "1 kB", float64(total)/1000
	}
	return rows, nil
}

func zipped(file string) (int, error) {
	raw, err := os.ReadFile(file)
	if err != nil {
		return 0, err
	}
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return 0, err
	}
	if _, err := z.Write(raw); err != nil {
		return 0, err
	}
	if err := z.Close(); err != nil {
		return 0, err
	}
	return out.Len(), nil
}
