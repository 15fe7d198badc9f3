package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/s3get/s3get/getobject/getobjecttest"
	"github.com/s3get/s3get/getobject/vectors"
)

// A session asks what a plan says, with the bucket that it makes.
type session struct {
	*plan
	who  credentials
	out  io.Writer
	file vectors.File // who signs, and where the bucket is

	given    map[string]string    // version ids, by those of the fixture
	modified map[string]time.Time // when they were made, by those that were given
	broken   map[string]string    // why an object is not there, by its key
	noRules  bool                 // the server takes no CORS rules
	answers  []answer

	pause time.Duration // between tries
}

func newSession(p *plan, who credentials, out io.Writer) (*session, error) {
	accessKey, secretKey, token := who.reveal()
	fixture, err := json.Marshal(map[string]any{
		"principals": []any{map[string]any{"name": "owner", "accessKey": accessKey, "secretKey": secretKey, "sessionToken": token}},
		"buckets":    []any{map[string]any{"name": p.bucket, "region": p.server.region}},
	})
	p.server.target.IgnoreCase = true // no guess is about the spelling of names
	return &session{
		plan: p, who: who, out: out, file: vectors.File{Name: "settle", Fixture: fixture},
		given: map[string]string{}, modified: map[string]time.Time{}, broken: map[string]string{}, pause: time.Second,
	}, err
}

// removal is how long it may take to remove the bucket.
const removal = 2 * time.Minute

// settle makes the bucket, asks, removes the bucket in any case, and writes what was answered.
func (s *session) settle(ctx context.Context, name string) (err error) {
	defer func() {
		if len(s.answers) > 0 {
			err = errors.Join(err, s.write(name))
		}
	}()
	made, err := s.create(ctx)
	if made {
		defer func() {
			ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), removal)
			defer cancel()
			err = errors.Join(err, s.remove(ctx))
		}()
	}
	if err == nil {
		err = s.fill(ctx)
	}
	if err == nil {
		err = s.ask(ctx)
	}
	if ctx.Err() != nil {
		fmt.Fprintln(s.out, "Interrupted. The bucket is being removed; please wait.")
		err = fmt.Errorf("interrupted: %w", ctx.Err())
	}
	return err
}

// send sends a request of the owner about the bucket itself or a key in it.
func (s *session) send(ctx context.Context, step vectors.Step) (*getobjecttest.Answer, error) {
	step.Request.Bucket, step.Request.As = s.bucket, "owner"
	step.Request.TLS = s.server.target.TLSAddr != ""
	return s.exchange(ctx, step)
}

// exchange sends a request as it is, but for the host of the bucket.
func (s *session) exchange(ctx context.Context, step vectors.Step) (*getobjecttest.Answer, error) {
	r := &step.Request
	if r.Bucket == s.bucket && r.Host == "" && s.server.domain != "" {
		r.Host = s.bucket + "." + s.server.domain
	}
	return getobjecttest.Send(ctx, s.server.target, s.file, step)
}

// refusal is an error for an answer that is not a success, in the words of its document.
func refusal(what string, a *getobjecttest.Answer) error {
	text := http.StatusText(a.Status)
	for _, l := range a.Document() {
		if l.Name == "Code" || l.Name == "Message" {
			text += ", " + l.Value
		}
	}
	return fmt.Errorf("%s: %d %s", what, a.Status, text)
}

// succeeded sends a request, and returns an error unless it succeeds.
func (s *session) succeeded(ctx context.Context, what string, step vectors.Step) (*getobjecttest.Answer, error) {
	a, err := s.send(ctx, step)
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: %w", what, err)
	case a.Status >= http.StatusMultipleChoices:
		return a, refusal(what, a)
	}
	return a, nil
}

// wait waits between two tries.
func (s *session) wait(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(s.pause):
		return nil
	}
}
