package store_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/sqlkit"
)

// BenchmarkBesideAFile appends one message after the other, once alone and once
// while files of 5 MB come in without a pause, and says how long the slowest
// hundredth took: a file must not hold up who writes.
func BenchmarkBesideAFile(b *testing.B) {
	for _, files := range []bool{false, true} {
		b.Run(fmt.Sprintf("files=%v", files), func(b *testing.B) {
			s := open(b, sqlkit.Options{Kind: sqlkit.SQLite, DSN: filepath.Join(b.TempDir(), "parley.db")})
			c := newCrowd(b, s, 100)
			ctx, stop := context.WithCancel(context.Background())
			done := make(chan struct{})
			body := make([]byte, 5<<20)
			_, _ = rand.Read(body)
			var came atomic.Int64
			go func() {
				defer close(done)
				for files && ctx.Err() == nil {
					f := desk.StoredFile{File: desk.File{ID: desk.FileID(rand.Text())}, Visitor: desk.VisitorID(fmt.Sprintf("v%026d", 1)), Digest: []byte("d")}
					if s.PutFile(ctx, project, f, desk.FileQuota{}, nil, body, nil) == nil {
						came.Add(1)
					}
				}
			}()
			var took []time.Duration
			for b.Loop() {
				batch := c.batch(1)
				t0 := time.Now()
				if err := s.Append(context.Background(), batch); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(t0))
			}
			stop()
			<-done
			slices.Sort(took)
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-median")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "ms-p99")
			b.ReportMetric(float64(took[len(took)-1].Microseconds())/1000, "ms-worst")
			b.ReportMetric(float64(came.Load()), "files")
		})
	}
}
