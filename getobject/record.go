package getobject

import (
	"context"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"log/slog"
	"math/rand/v2"
	"os"
	"strconv"
	"time"

	"github.com/s3get/s3get/getobject/address"
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

// IDs identify one request in its answer and in the logs. They are no secrets.
type IDs struct {
	Request string // x-amz-request-id
	Host    string // x-amz-id-2
}

// RequestIDs makes the ids of a request to a kind of endpoint. It is for handlers of other operations,
// whose ids are to be of the same making.
func (h *Handler) RequestIDs(e address.Endpoint) IDs {
	if h.NewIDs != nil {
		return h.NewIDs(e)
	}
	return RandomIDs(e)
}

// RandomIDs makes ids in the form that S3 gives them at an endpoint: 16 characters and
// 64 of base64, or for directory buckets 40 hexadecimal digits and 12 characters.
func RandomIDs(e address.Endpoint) IDs {
	var random [48]byte
	for i := 0; i < len(random); i += 8 {
		binary.LittleEndian.PutUint64(random[i:], rand.Uint64())
	}
	var text [80]byte
	n, end := 16, len(text) // lengths of the first id, and of both
	if e == address.EndpointZonal {
		n, end = 40, 52
		hex.Encode(text[:n], random[:20])
		base64.StdEncoding.Encode(text[n:end], random[20:29])
	} else {
		const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ" // Crockford's, without I, L, O and U
		words := [2]uint64{rand.Uint64(), rand.Uint64()}
		for i := range n {
			text[i] = alphabet[words[i/8]>>(5*(i%8))&31]
		}
		base64.StdEncoding.Encode(text[n:], random[:])
	}
	s := string(text[:end])
	return IDs{Request: s[:n], Host: s[n:]}
}
