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
	"github.com/s3get/s3get/getobject/fixture"
	"github.com/s3get/s3get/getobject/getobjecttest"
	"github.com/s3get/s3get/getobject/vectors"
)

// sequenceFolder has the vectors of several requests.
const sequenceFolder = vectorFolder + "/sequence"

// ownSteps are the files of sequences about handlers that have steps of their own.
var ownSteps = []string{"website", "session", "objectlambda"}

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
	explaining, serving := f.Endpoints(), f.Endpoints()
	told := make(chan *getobject.Explanation, mostSteps)
	var seen sync.Map                                      // requests, which a function looks at in a goroutine of its own
	serving.Objects.Secure = func(hr *http.Request) bool { // sees each request as it arrived, more than once
		if _, again := seen.LoadOrStore(hr, true); !again {
			told <- explaining.Explain(hr)
		}
		return hr.TLS != nil
	}
	plain, secure := httptest.NewServer(serving), httptest.NewTLSServer(serving)
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
