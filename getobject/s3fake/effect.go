package s3fake

import (
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
)

// An Effect is what a [Fault] does to a request. Effects are made by the functions of this
// package, and may be used for any number of faults. The zero Effect is none, and not for a
// Fault.
//
// Bytes are those of the body of the answer. Positions in it count from 0.
type Effect struct {
	kind        effectKind
	n           int64
	name, value string
	gate        *Gate
	refusal     *getobject.Error
}

type effectKind uint8

// The kinds of effects: first those on a request, then those on its answer.
const (
	noEffect effectKind = iota
	refuse
	delay
	stall
	reset
	loseAnswer
	throttle
	cut
	resetAfter
	stallAfter
	flip
	lengthen
	setHeader
	lagTime
	lagRequests
)

// Refuse answers with an S3 error, with its usual status and message: "SlowDown" is 503,
// "InternalError" 500, "AccessDenied" 403, and any other code that S3 does not answer reads
// with is 500. Nothing is done.
func Refuse(code rule.Code) Effect { return RefuseWith(&getobject.Error{Code: code}) }

// RefuseWith answers with an error that may have a status, a message and header fields of its
// own, such as Retry-After. The error is not changed. Nothing is done.
func RefuseWith(e *getobject.Error) Effect { return Effect{kind: refuse, refusal: e} }

// Delay waits before the request is looked at, in real time, or until the client leaves.
func Delay(d time.Duration) Effect { return Effect{kind: delay, n: int64(d)} }

// Stall holds the request up until the gate is opened, before it is looked at.
func Stall(g *Gate) Effect { return Effect{kind: stall, gate: g} }

// StallAfter sends n bytes and then holds the answer up until the gate is opened. An answer of
// n bytes or fewer is not held up.
func StallAfter(n int64, g *Gate) Effect { return Effect{kind: stallAfter, n: n, gate: g} }

// Reset resets the connection before the request is looked at. Nothing is done. Go's client
// itself repeats a GET whose connection was in use before; the journal has both.
func Reset() Effect { return Effect{kind: reset} }

// LoseAnswer does what the request asks for, and resets the connection instead of answering.
func LoseAnswer() Effect { return Effect{kind: loseAnswer} }

// ResetAfter sends the head of the answer and n bytes, and then resets the connection; what
// is on its way may be lost. An answer of n bytes or fewer is whole.
func ResetAfter(n int64) Effect { return Effect{kind: resetAfter, n: n} }

// Cut sends the head of the answer and n bytes, and then closes the connection. An answer of
// n bytes or fewer is whole.
func Cut(n int64) Effect { return Effect{kind: cut, n: n} }

// Throttle sends the body at no more than n bytes for each second of real time. Each answer
// has that rate for itself.
func Throttle(n int64) Effect { return Effect{kind: throttle, n: n} }

// FlipByte inverts the lowest bit of the byte at a position of the body. A body that is
// shorter is as it was.
func FlipByte(position int64) Effect { return Effect{kind: flip, n: position} }

// WrongLength adds delta to the Content-Length of the answer, if it has any. With one that is
// too large the connection ends before the body; with one that is too small the body seems to
// end, and only who knows the size of the object or its checksum can tell.
func WrongLength(delta int64) Effect { return Effect{kind: lengthen, n: delta} }

// SetHeader sets a field of the answer, such as "x-amz-checksum-crc32" or "ETag", to a value.
// An empty value takes the field away.
func SetHeader(name, value string) Effect { return Effect{kind: setHeader, name: name, value: value} }

// String says what the effect does, such as "cut after 3 bytes".
func (e Effect) String() string {
	switch e.kind {
	case refuse:
		return fmt.Sprintf("refuse with %v", e.refusal)
	case delay:
		return "delay by " + time.Duration(e.n).String()
	case stall:
		return "stall"
	case reset:
		return "reset"
	case loseAnswer:
		return "lose the answer"
	case throttle:
		return fmt.Sprintf("throttle to %d bytes/s", e.n)
	case cut:
		return fmt.Sprintf("cut after %d bytes", e.n)
	case resetAfter:
		return fmt.Sprintf("reset after %d bytes", e.n)
	case stallAfter:
		return fmt.Sprintf("stall after %d bytes", e.n)
	case flip:
		return fmt.Sprintf("flip byte %d", e.n)
	case lengthen:
		return fmt.Sprintf("wrong length by %+d", e.n)
	case setHeader:
		return fmt.Sprintf("set %s to %q", e.name, e.value)
	case lagTime:
		return "lag behind by " + time.Duration(e.n).String()
	case lagRequests:
		return fmt.Sprintf("lag behind by %d requests", e.n)
	}
	return "no effect"
}

// check says what is wrong with e.
func (e Effect) check() error {
	switch {
	case e.kind == noEffect:
		return errors.New("has no effect")
	case (e.kind == stall || e.kind == stallAfter) && e.gate == nil:
		return errors.New("stalls at no gate")
	case e.kind == refuse && e.refusal == nil:
		return errors.New("refuses with no error")
	case e.kind == throttle && e.n < 1:
		return errors.New("throttles to nothing")
	case e.kind == lengthen && e.n == 0:
		return errors.New("changes no length")
	case e.kind == setHeader && e.name == "":
		return errors.New("sets a field without a name")
	case e.kind != lengthen && e.n < 0:
		return fmt.Errorf("has a negative number, in %q", e)
	}
	return nil
}

// statusOf returns the status of an error.
func statusOf(e *getobject.Error) int {
	status := e.Status
	if status == 0 {
		status = e.Code.Status()
	}
	if status < http.StatusMultipleChoices || status > 599 || status == http.StatusNotModified {
		return http.StatusInternalServerError
	}
	return status
}
