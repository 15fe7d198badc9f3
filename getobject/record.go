package getobject

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"strconv"
	"time"

	"github.com/s3get/s3get/getobject/rule"
)

// A Record reports what a request cost and how it ended. It holds values alone: it may be
// kept, sent through a channel, encoded and logged later. It holds no secrets.
type Record struct {
	IDs        IDs    // as sent
	Operation  string // "GetObject" or "HeadObject", "" for a request that is neither
	Method     string // as sent
	Bucket     string // as the request names it, "" if it names an access point by its host
	Key        string // as the request names it, without a prefix
	Version    string // the versionId parameter, "" for the latest version
	RemoteAddr string // of the connection, as [net/http.Request] has it

	// Identity is the requester, as far as the request came.
	Identity Identity

	Start    time.Time     // when the request came
	Duration time.Duration // until its answer was sent
	Status   int           // as sent, 0 if none was
	Code     rule.Code     // of the error document, "" without one
	Rule     *rule.Rule    // the rule that decided, nil for an error that is not S3's own
	Bytes    int64         // length of the body that was sent
	Aborted  bool          // the connection was aborted after the status was sent
	Ending   Ending        // what ended the request

	// Err is nil if the answer was sent whole, and otherwise what the request was
	// refused with or why the connection was aborted. It has what the client is not
	// told, and no customer's key and no token.
	Err error
}

// An Ending says how a request ended. The zero Ending is [EndingComplete].
type Ending uint8

const (
	EndingComplete   Ending = iota // the answer, or the refusal, was sent whole
	EndingClientLeft               // the client canceled, or its connection broke
	EndingDeadline                 // a deadline passed
	EndingFault                    // a store, an Authenticator or an Authorizer failed or broke a promise
)

// String returns "complete", "client left", "deadline" or "fault", and "Ending(n)" for an
// Ending that does not exist.
func (e Ending) String() string {
	names := [...]string{"complete", "client left", "deadline", "fault"}
	if int(e) < len(names) {
		return names[e]
	}
	return "Ending(" + strconv.Itoa(int(e)) + ")"
}

// endingOf classifies a failure. ctx is that of the request, and sendErr the connection's
// error, or nil.
func endingOf(ctx context.Context, err, sendErr error) Ending {
	switch {
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded):
		return EndingDeadline
	case ctx.Err() != nil, sendErr != nil:
		return EndingClientLeft
	}
	return EndingFault
}

// Level is Warn for faults and deadlines, and Info for all that clients do.
func (r *Record) Level() slog.Level {
	if r.Ending == EndingFault || r.Ending == EndingDeadline {
		return slog.LevelWarn
	}
	return slog.LevelInfo
}

// Attrs returns the record as attributes of a log line. Those of zero fields are left out.
func (r *Record) Attrs() []slog.Attr {
	attrs := make([]slog.Attr, 0, 16)
	text := func(name, value string) {
		if value != "" {
			attrs = append(attrs, slog.String(name, value))
		}
	}
	text("method", r.Method)
	text("bucket", r.Bucket)
	text("key", r.Key)
	text("version", r.Version)
	attrs = append(attrs, slog.Int("status", r.Status))
	text("code", string(r.Code))
	text("rule", r.Rule.String())
	attrs = append(attrs, slog.Int64("bytes", r.Bytes), slog.Duration("took", r.Duration))
	text("id", r.IDs.Request)
	text("from", r.RemoteAddr)
	text("access_key", r.Identity.AccessKey)
	if r.Ending != EndingComplete {
		text("ending", r.Ending.String())
	}
	if r.Err != nil {
		attrs = append(attrs, slog.Any("err", r.Err))
	}
	return attrs
}

// Finish tells Log, with a message, and Done how a request ended that began at rec.Start by the clock
// of h, and fills in how long it took. It is for handlers of other operations, which have the same
// hooks.
func (h *Handler) Finish(ctx context.Context, message string, rec *Record) {
	if h.Done != nil {
		defer func() { h.Done(*rec) }() // also if the clock or Log panics
	}
	switch {
	case h.Done == nil && h.Log == nil:
		return
	case rec.Start.IsZero(): // the request was not even read
	case h.Now != nil:
		rec.Duration = h.Now().Sub(rec.Start)
	default:
		rec.Duration = time.Since(rec.Start)
	}
	if h.Log != nil {
		h.Log.LogAttrs(ctx, rec.Level(), message, rec.Attrs()...)
	}
}
