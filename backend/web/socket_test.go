package web_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/parley-desk/parley/backend/e2e/rig"
)

// A client may say hello without waiting for the handshake's answer: what came
// in the same packet must not be lost between net/http and the line.
func TestAHelloThatComesWithTheHandshake(t *testing.T) {
	onEach(t, rig.Tune{}, func(t *testing.T, d *rig.Desk) {
		for _, padding := range []int{0, 700, 3000} { // within the line's buffer, and beyond it
			conn, err := net.Dial("tcp", strings.TrimPrefix(d.URL, "http://"))
			if err != nil {
				t.Fatal(err)
			}
			if err := conn.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
				t.Fatal(err)
			}
			hello := fmt.Sprintf(`{"frame":"hello","proto":1,"device":"device-1","visitor":{"project":"%s"}%s}`, rig.Project, strings.Repeat(" ", padding))
			head := []byte{0x81, 0x80 | 126, byte(len(hello) >> 8), byte(len(hello)), 0, 0, 0, 0}
			handshake := "GET /api/v1/visitor/socket HTTP/1.1\r\nHost: desk\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
				"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
			if _, err := io.WriteString(conn, handshake+string(head)+hello); err != nil {
				t.Fatal(err)
			}
			in := bufio.NewReader(conn)
			resp, err := http.ReadResponse(in, nil)
			if err != nil {
				t.Fatal(err)
			}
			resp.Body.Close()
			frame := make([]byte, 40)
			if _, err := io.ReadFull(in, frame); err != nil || !strings.Contains(string(frame), "welcome") {
				t.Fatalf("with %d blanks: %q %v", padding, frame, err)
			}
			conn.Close()
		}
	})
}
