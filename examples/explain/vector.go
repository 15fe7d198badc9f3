package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/s3get/s3get/getobject/fixture"
	"github.com/s3get/s3get/getobject/getobjecttest"
	"github.com/s3get/s3get/getobject/vectors"
)

// explainVector sends the request of a vector, signed as the vector says, to a server on
// a loopback address, and explains it as it arrives there.
func explainVector(id string) (*report, error) {
	file, v, err := findVector(id)
	if err != nil {
		return nil, err
	}
	f, err := fixture.Load(file.Fixture)
	if err != nil {
		return nil, err
	}
	h := f.Endpoints()
	var r *report
	explain := http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		r = newReport(h, question{hr, hr.TLS != nil, time.Now(), v.Request.As})
		h.ServeHTTP(w, hr)
	})
	return send(explain, file, v, &r)
}

// findVector returns the vector of an id, and its file.
func findVector(id string) (vectors.File, vectors.Vector, error) {
	files, err := vectors.All()
	if err != nil {
		return vectors.File{}, vectors.Vector{}, err
	}
	for _, f := range files {
		for _, v := range f.Vectors {
			if v.ID == id {
				return f, v, nil
			}
		}
	}
	return vectors.File{}, vectors.Vector{}, fmt.Errorf("no vector %q: the ids are in getobject/vectors/*.json and in docs/RULES.md", id)
}

// send sends a vector to a handler, and returns what the handler puts into r.
func send(h http.Handler, file vectors.File, v vectors.Vector, r **report) (*report, error) {
	plain, secure := httptest.NewServer(h), httptest.NewTLSServer(h)
	defer plain.Close()
	defer secure.Close()
	target := getobjecttest.Target{
		Addr:    plain.Listener.Addr().String(),
		TLSAddr: secure.Listener.Addr().String(),
		TLS:     &tls.Config{RootCAs: secure.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs, ServerName: "example.com"},
	}
	if err := getobjecttest.Run(context.Background(), target, file, v); err != nil {
		return nil, err
	}
	(*r).Vector, (*r).Why = v.ID, v.Why
	return *r, nil
}

// A question is a request, and what is not in its text.
type question struct {
	*http.Request
	secure bool
	at     time.Time
	as     string // name of the principal, or "" where it is for the request to say
}
