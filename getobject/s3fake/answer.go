package s3fake

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/s3get/s3get/getobject/address"
)

// errSpoiled is what a handler is told that writes on where a fault ended the answer.
var errSpoiled = errors.New("s3fake: a fault broke the answer off")

// documentSize is how much of an error document is kept to find its code.
const documentSize = 1 << 10

// An ending is how a fault ends a connection.
type ending uint8

const (
	noEnding ending = iota
	closing
	resetting
)

// An answer stands between a handler and net/http: it notes what is sent and spoils it. It is
// for the goroutine of its request.
type answer struct {
	http.ResponseWriter
	ctx      context.Context
	entry    *Entry
	endpoint address.Endpoint
	effects  []Effect // those on the answer that are still to happen
	ending   ending
	passed   int64  // bytes that the handler wrote and that were not dropped
	limited  bool   // the head says that the body has limit bytes
	limit    int64  // which are not those of the handler, if short is set
	short    bool   // bytes beyond the limit are dropped
	held     []byte // the last byte of a limited body, which is sent when all is written down
	document []byte
}

// Unwrap returns the writer beneath, for [http.ResponseController].
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }

// WriteHeader notes and sends the head.
func (a *answer) WriteHeader(status int) {
	e := a.entry
	if status < http.StatusOK {
		a.ResponseWriter.WriteHeader(status)
		return
	}
	if e.Status != 0 || a.ending != noEnding {
		return
	}
	h := a.Header()
	e.Answer = withoutSecrets(h)
	e.promise(status, h)
	if a.has(loseAnswer) {
		a.ending = resetting
		return
	}
	e.Status = status
	for _, f := range a.effects {
		switch f.kind {
		case setHeader:
			set(h, f.name, f.value)
		case lengthen:
			a.lengthen(h, f.n)
		}
	}
	n, err := strconv.ParseInt(h.Get("Content-Length"), 10, 64)
	a.limited, a.limit = err == nil && a.hasBody(), n
	a.ResponseWriter.WriteHeader(status)
}

// has reports whether there is an effect of a kind.
func (a *answer) has(kind effectKind) bool {
	for _, f := range a.effects {
		if f.kind == kind {
			return true
		}
	}
	return false
}

// set sets a field, however its name was spelled before.
func set(h http.Header, name, value string) {
	for n := range h {
		if http.CanonicalHeaderKey(n) == http.CanonicalHeaderKey(name) {
			delete(h, n)
		}
	}
	if value != "" {
		h[name] = []string{value}
	}
}

// hasBody reports whether the answer may have a body.
func (a *answer) hasBody() bool {
	status := a.entry.Status
	return a.entry.Method != http.MethodHead && status != http.StatusNoContent && status != http.StatusNotModified
}

// lengthen changes the Content-Length.
func (a *answer) lengthen(h http.Header, delta int64) {
	n, err := strconv.ParseInt(h.Get("Content-Length"), 10, 64)
	if err != nil {
		return
	}
	h.Set("Content-Length", strconv.FormatInt(max(0, n+delta), 10))
	a.short = true
}

// Write sends p up to where a fault ends the answer, with all pauses. Bytes beyond a limit are
// dropped as if they were sent.
func (a *answer) Write(p []byte) (int, error) {
	if a.entry.Status == 0 {
		a.WriteHeader(http.StatusOK)
	}
	if a.entry.Status >= http.StatusMultipleChoices {
		a.document = append(a.document, p[:min(len(p), documentSize-len(a.document))]...)
	}
	done := 0
	for done < len(p) {
		if err := a.reach(); err != nil {
			return done, err
		}
		n, err := a.pass(p[done:min(int64(len(p)), int64(done)+a.run())])
		done += n
		if err != nil {
			return done, err
		}
	}
	return done, nil
}

// reach makes happen what is to happen before the next byte.
func (a *answer) reach() error {
	for i := 0; i < len(a.effects) && a.ending == noEnding; i++ {
		f := a.effects[i]
		if f.n != a.passed {
			continue
		}
		switch f.kind {
		case cut:
			a.ending = closing
			a.flush()
		case resetAfter:
			a.ending = resetting
			a.flush()
		case stallAfter:
			a.effects[i].kind = noEffect
			a.flush()
			if err := f.gate.pass(a.ctx); err != nil {
				return err
			}
		}
	}
	if a.ending != noEnding {
		return errSpoiled
	}
	return nil
}

// perSecond is how often a second a throttled answer is sent.
const perSecond = 20

// run returns how many bytes can be sent before the next effect, at least 1.
func (a *answer) run() int64 {
	n := int64(1) << 62
	for _, f := range a.effects {
		switch f.kind {
		case cut, resetAfter, stallAfter:
			if f.n > a.passed {
				n = min(n, f.n-a.passed)
			}
		case throttle:
			n = min(n, max(1, f.n/perSecond))
		}
	}
	return n
}

// pass sends bytes between two effects.
func (a *answer) pass(p []byte) (int, error) {
	for _, f := range a.effects {
		switch {
		case f.kind == throttle:
			a.flush()
			if err := sleep(a.ctx, time.Duration(float64(len(p))/float64(f.n)*float64(time.Second))); err != nil {
				return 0, err
			}
		case f.kind == flip && a.passed <= f.n && f.n < a.passed+int64(len(p)):
			p = append([]byte(nil), p...) // which is the store's
			p[f.n-a.passed] ^= 1
		}
	}
	return a.emit(p)
}

// emit sends bytes, but for the last that the head promised, which waits for finish, and those
// beyond it.
func (a *answer) emit(p []byte) (int, error) {
	sent := p
	if a.limited {
		sent = p[:max(0, min(int64(len(p)), a.limit-a.passed))]
		if len(sent) < len(p) && !a.short {
			return 0, http.ErrContentLength
		}
		if len(sent) > 0 && a.passed+int64(len(sent)) == a.limit {
			a.held, sent = []byte{sent[len(sent)-1]}, sent[:len(sent)-1]
		}
	}
	n, err := a.send(sent)
	if err != nil {
		a.passed += int64(n)
		return n, err
	}
	a.passed += int64(len(p))
	return len(p), nil
}

// send passes bytes on and counts them.
func (a *answer) send(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	n, err := a.ResponseWriter.Write(p)
	if a.hasBody() {
		a.entry.Sent += int64(n)
	}
	return n, err
}

// finish sends what the handler left to be sent, unless a fault ended the answer.
func (a *answer) finish() {
	if a.ending != noEnding {
		return
	}
	if a.entry.Status == 0 {
		a.WriteHeader(http.StatusOK) // as net/http does for a handler that says nothing
	}
	_, _ = a.send(a.held) // and if it fails, the client has left
	// What is too short is broken off by net/http.
	a.entry.Aborted = a.limited && a.entry.Sent < a.limit
}

// flush sends what was written.
func (a *answer) flush() {
	_ = http.NewResponseController(a.ResponseWriter).Flush() // and if it fails, the client has left
}

// end breaks the connection off.
func (a *answer) end() {
	if a.ending == resetting {
		conn, _, err := http.NewResponseController(a.ResponseWriter).Hijack()
		if err == nil {
			discard(conn)
			return
		}
	}
	panic(http.ErrAbortHandler)
}

// discard closes a connection so that the other side is told of a reset, if it has such a
// thing.
func discard(conn net.Conn) {
	if c, ok := conn.(*tls.Conn); ok {
		conn = c.NetConn()
	}
	if c, ok := conn.(*net.TCPConn); ok {
		_ = c.SetLinger(0)
	}
	_ = conn.Close()
}

// sleep waits for a time, or until ctx is canceled.
func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
