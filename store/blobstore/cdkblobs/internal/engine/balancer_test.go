package engine

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
)

// TestBalancer: connections go to all nodes by turns, and to those that are left.
func TestBalancer(t *testing.T) {
	var nodes []string
	var servers []*httptest.Server
	for _, name := range []string{"a", "b", "c"} {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, name) }))
		defer s.Close()
		nodes, servers = append(nodes, s.Listener.Addr().String()), append(servers, s)
	}
	b, err := Balance(nodes)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	seen := func() map[string]int {
		seen := map[string]int{}
		for range 6 {
			r, err := client.Get("http://" + b.Addr())
			if err != nil {
				t.Fatal(err)
			}
			text, _ := io.ReadAll(r.Body)
			r.Body.Close()
			seen[string(text)]++
		}
		return seen
	}
	if got := seen(); got["a"] != 2 || got["b"] != 2 || got["c"] != 2 {
		t.Errorf("the nodes answered %v, want each twice", got)
	}
	servers[1].Close()
	if got := seen(); got["a"]+got["c"] != 6 {
		t.Errorf("without b the nodes answered %v, want six times", got)
	}
	servers[0].Close()
	servers[2].Close()
	if c, err := net.Dial("tcp", b.Addr()); err == nil {
		if _, err := c.Read(make([]byte, 1)); err != io.EOF {
			t.Errorf("without nodes a connection has %v, want io.EOF", err)
		}
		c.Close()
	}
}
