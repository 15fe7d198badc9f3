package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
)

// ask sends a request to h and returns the status and the body.
func ask(h http.Handler, method, target string, header http.Header) (int, string) {
	r := httptest.NewRequest(method, target, nil)
	r.Header = header
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	body, _ := io.ReadAll(w.Result().Body)
	return w.Code, string(body)
}

// One handler answers reads from the store and leaves the rest to the mux.
func Example() {
	h := newHandler(shelf{"a/poem.txt": "No versions, no parts.\n"})

	fmt.Println(ask(h, "GET", "/shelf/a/poem.txt", http.Header{"Range": {"bytes=3-10"}}))
	fmt.Println(ask(h, "GET", "/health", nil))
	// Output:
	// 206 versions
	// 200 well
}

func TestMount(t *testing.T) {
	h := newHandler(shelf{"poem.txt": "text", "empty": ""})
	tests := []struct {
		method, target string
		header         http.Header
		want           int
	}{
		{"GET", "/shelf/poem.txt", nil, 200},
		{"HEAD", "/shelf/poem.txt", nil, 200},
		{"GET", "/shelf/poem.txt?versionId=null", nil, 200},
		{"GET", "/shelf/poem.txt", http.Header{"If-None-Match": {`"1cb251ec0d568de6a929b520c4aed8d1"`}}, 304},
		{"GET", "/shelf/poem.txt", http.Header{"Range": {"bytes=4-"}}, 416},
		{"GET", "/shelf/empty", nil, 200},
		{"GET", "/shelf/absent", nil, 404},
		{"GET", "/other/poem.txt", nil, 404},
		{"HEAD", "/health", nil, 200},
		{"PUT", "/shelf/poem.txt", nil, 404},
		{"GET", "/", nil, 404},
	}
	for _, tt := range tests {
		if got, body := ask(h, tt.method, tt.target, tt.header); got != tt.want {
			t.Errorf("%s %s %v = %d %s, want %d", tt.method, tt.target, tt.header, got, body, tt.want)
		}
	}
}
