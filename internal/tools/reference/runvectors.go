package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/fixture"
	"github.com/s3get/s3get/getobject/getobjecttest"
	"github.com/s3get/s3get/getobject/vectors"
)

// runVectors sends every vector, each file's to a server of its own on a loopback address,
// and notes which step decides by which rule.
func (r *reference) runVectors(files []vectors.File) error {
	for _, f := range files {
		if err := r.runFile(f); err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	return nil
}

func (r *reference) runFile(file vectors.File) error {
	f, err := fixture.Load(file.Fixture)
	if err != nil {
		return err
	}
	h := f.Handler()
	told := make(chan *getobject.Explanation, 1)
	h.Secure = func(hr *http.Request) bool { // sees each request as it arrived
		secure := hr.TLS != nil
		told <- h.Operation().Explain(context.Background(), hr, getobject.ParseOptions{Secure: secure, Now: time.Now()})
		return secure
	}
	plain, secure := httptest.NewServer(h), httptest.NewTLSServer(h)
	defer plain.Close()
	defer secure.Close()
	target := getobjecttest.Target{
		Addr: plain.Listener.Addr().String(), TLSAddr: secure.Listener.Addr().String(),
		TLS: &tls.Config{InsecureSkipVerify: true},
	}
	for _, v := range file.Vectors {
		if err := getobjecttest.Run(context.Background(), target, file, v); err != nil {
			return err
		}
		if err := r.note(<-told, v.Rule); err != nil {
			return fmt.Errorf("%s: %w", v.ID, err)
		}
	}
	return nil
}

// note notes what an explanation tells. A vector that names the rule of a header field is
// decided by another; that of any other has to decide.
func (r *reference) note(x *getobject.Explanation, want string) error {
	r.noteSteps(x)
	e := r.find(x.Rule().String())
	if named := r.find(want); want != "" && named != e && (named == nil || !named.ofHeader()) {
		return fmt.Errorf("decided by %v, want %s", e, want)
	}
	return nil
}

// noteSteps notes the steps, and the rule of the one that decided.
func (r *reference) noteSteps(x *getobject.Explanation) {
	e := r.find(x.Rule().String())
	for _, s := range x.Steps {
		i := r.position(s)
		if e != nil && s.Rule == x.Rule() {
			e.meet(i, status(x))
		}
	}
}

// position returns the index of a step, which it adds if it is new: those of other requests come
// behind those of reads.
func (r *reference) position(s getobject.Step) int {
	same := func(t getobject.Step) bool { return t.Phase == s.Phase && t.Name == s.Name }
	if i := slices.IndexFunc(r.steps, same); i >= 0 {
		return i
	}
	r.steps = append(r.steps, s)
	return len(r.steps) - 1
}

func status(x *getobject.Explanation) int {
	if x.Err != nil {
		return x.Err.Status
	}
	return x.Plan.Status
}
