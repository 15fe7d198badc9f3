package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/fixture"
	"github.com/s3get/s3get/getobject/getobjecttest"
	"github.com/s3get/s3get/getobject/objectlambda"
	"github.com/s3get/s3get/getobject/s3express"
	"github.com/s3get/s3get/getobject/s3website"
	"github.com/s3get/s3get/getobject/vectors"
)

// sequenceFolder has the vectors of several requests.
const sequenceFolder = vectorFolder + "/sequence"

// ownSteps are the files of sequences about handlers that have steps of their own.
var ownSteps = []string{"website", "session", "objectlambda"}

// handlers are those of all endpoints, in the order of a server.
type handlers struct {
	objects *getobject.Handler
	website *s3website.Handler
	lambda  *objectlambda.Handler
}

func newHandlers(f *fixture.Fixture, objects *getobject.Handler) handlers {
	read := *objects
	objects.Next = &s3express.Handler{Read: &read, Sessions: new(s3express.Sessions)}
	return handlers{
		objects, &s3website.Handler{Objects: objects}, &objectlambda.Handler{Read: objects, Points: f.ObjectLambda},
	}
}

// explain explains a request by the handler that answers it.
func (h handlers) explain(hr *http.Request) *getobject.Explanation {
	if h.objects.Hosts.Parse(hr.Host, hr.URL.Path).Endpoint == address.EndpointWebsite {
		return h.website.Explain(hr)
	}
	return h.lambda.Explain(hr)
}

// of returns the handler that answers the sequences of a file.
func (h handlers) of(file string) http.Handler {
	if file == s3website.Phase {
		return h.website
	}
	return h.lambda
}

// mostSteps is how many steps a sequence of reads has at most.
const mostSteps = 8

// isOfReads reports whether nothing is written in a sequence that is then read, and nobody logs in.
func isOfReads(s vectors.Sequence) bool {
	return len(s.Steps) == 1 || !slices.ContainsFunc(s.Steps, func(s vectors.Step) bool {
		return s.Request.Method != http.MethodGet || len(s.Capture) > 0
	})
}

// runSequences sends the sequences of reads of the files about handlers with steps of their own,
// and notes which step decides by which rule.
func (r *reference) runSequences(files []vectors.SequenceFile) error {
	for _, f := range files {
		if !slices.Contains(ownSteps, f.Name) {
			continue
		}
		if err := r.runSequenceFile(f); err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	return nil
}

func (r *reference) runSequenceFile(file vectors.SequenceFile) error {
	f, err := fixture.Load(file.Fixture)
	if err != nil {
		return err
	}
	explaining, serving := newHandlers(f, f.Handler()), f.Handler()
	told := make(chan *getobject.Explanation, mostSteps)
	var seen sync.Map                              // requests, which a function looks at in a goroutine of its own
	serving.Secure = func(hr *http.Request) bool { // sees each request as it arrived, more than once
		if _, again := seen.LoadOrStore(hr, true); !again {
			told <- explaining.explain(hr)
		}
		return hr.TLS != nil
	}
	h := newHandlers(f, serving).of(file.Name)
	plain, secure := httptest.NewServer(h), httptest.NewTLSServer(h)
	defer plain.Close()
	defer secure.Close()
	target := getobjecttest.Target{
		Addr: plain.Listener.Addr().String(), TLSAddr: secure.Listener.Addr().String(),
		TLS: &tls.Config{InsecureSkipVerify: true},
	}
	for _, s := range file.Sequences {
		if !isOfReads(s) {
			continue
		}
		if err := getobjecttest.RunSequence(context.Background(), target, file, s); err != nil {
			return err
		}
		for range s.Steps[1:] {
			r.noteSteps(<-told)
		}
		r.noteSequence(<-told, file, s)
	}
	return nil
}

// noteSequence notes what an explanation tells, and files the sequence under a rule of the handler
// that it is about.
func (r *reference) noteSequence(x *getobject.Explanation, file vectors.SequenceFile, s vectors.Sequence) {
	r.noteSteps(x)
	if e := r.find(x.Rule().String()); e != nil && e.hasOwnSteps() {
		e.proofs = append(e.proofs, proof{sequenceFolder, file.Name + ".json", vectors.Vector{ID: s.ID, Rule: e.ID, Kind: s.Kind}})
	}
}

// hasOwnSteps reports whether the rule is one of a handler with steps of its own.
func (e *entry) hasOwnSteps() bool {
	return slices.Contains([]string{"website", "session", "lambda"}, e.area())
}
