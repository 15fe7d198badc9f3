package main

import (
	"log/slog"
	"net/http"
	"strings"
	"testing"
)

// TestShutDownCutsOff stops a server in the middle of a request that does not end by
// itself.
func TestShutDownCutsOff(t *testing.T) {
	d, err := listen(t.Context(), "addr", "127.0.0.1:0", nil)
	if err != nil {
		t.Fatal(err)
	}
	var page lockedBuffer
	log := slog.New(slog.NewTextHandler(&page, nil))
	started, ended := make(chan bool), make(chan bool)
	srv := newServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		close(started)
		<-r.Context().Done()
		close(ended)
	}), log, usual)
	go d.serve(srv)
	go http.Get(d.url())
	<-started
	if err := shutDown([]*http.Server{srv}, 0, log); err != nil {
		t.Errorf("shutDown = %v, want nil", err)
	}
	<-ended
	if !strings.Contains(page.String(), "cutting open requests off") {
		t.Errorf("log = %q, want a word on what was cut off", page.String())
	}
}
