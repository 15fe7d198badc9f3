package getobject

import (
	"log/slog"
	"net/http"
	"time"
)

// A Record tells what a request cost and how it ended.
type Record struct {
	IDs      IDs           // as sent
	Method   string        // as it came, also where it is neither GET nor HEAD
	Request  *Request      // as far as it could be read; used again when Done returns
	Start    time.Time     // when the request came
	Duration time.Duration // until its answer was sent
	Status   int           // as sent
	Rule     Rule          // the rule that decided
	Bytes    int64         // length of the body that was sent

	// Err is nil where the answer was sent whole, and else what the client was
	// refused with or why the connection was aborted. It has what the client is not
	// told; a customer's key is never part of it.
	Err error

	aborted bool
}

// Aborted reports whether the connection was aborted after the status was sent.
func (r *Record) Aborted() bool { return r.aborted }

// level is a warning for what the store or the connection is to blame for.
func (r *Record) level() slog.Level {
	if r.Aborted() || r.Status >= http.StatusInternalServerError && r.Rule == RuleInternal {
		return slog.LevelWarn
	}
	return slog.LevelInfo
}

func (r *Record) attrs() []slog.Attr {
	attrs := make([]slog.Attr, 0, 10)
	attrs = append(attrs, slog.String("method", r.Method),
		slog.String("bucket", r.Request.Bucket), slog.String("key", r.Request.Key),
		slog.Int("status", r.Status), slog.String("rule", r.Rule.ID()),
		slog.Int64("bytes", r.Bytes), slog.Duration("took", r.Duration),
		slog.String("id", r.IDs.Request))
	if r.Err != nil {
		attrs = append(attrs, slog.Any("err", r.Err))
	}
	return attrs
}
