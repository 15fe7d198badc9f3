package getobject_test

import (
	"net/http/httptest"
	"strings"
	"testing"
)

// TestTransferEncodingOfHTTP10: a request of HTTP/1.0 has no transfer coding, and net/http
// drops the field unseen. What follows may be a body, and is not taken for a request
// (RFC 9112 §6.1: close the connection after processing the message).
func TestTransferEncodingOfHTTP10(t *testing.T) {
	server := httptest.NewServer(newHarness(t).Handler)
	defer server.Close()
	got := exchangeRaw(t, server.Listener.Addr().String(),
		"GET /b/k HTTP/1.0\r\nHost: h\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n"+
			"A /b/k HTTP/1.0\r\n\r\n") // to a lenient peer a chunk of 10 bytes, with an extension
	if n := strings.Count(got, "HTTP/1.0 "); n != 1 {
		t.Errorf("answered %d requests, want 1: %q", n, got)
	}
}
