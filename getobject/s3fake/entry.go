package s3fake

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
)

// An Entry is one request and its answer. It may be kept, and what it points to is not
// changed. Nothing that it prints is secret: signatures, tokens and keys are "[redacted]".
type Entry struct {
	Number    int       // of the request, from 1 in the order in which they came
	Time      time.Time // when it came, by the Clock
	Operation string    // as S3's model has it, such as "GetObject"; "Preflight"; or "Other"
	Bucket    string    // that it names
	Key       string    // that it names, decoded
	AccessKey string    // that it says it is signed with, "" for none
	Beside    int       // how many others were in progress when it came

	Method string      // as sent
	Target string      // path and query, as sent
	Header http.Header // as sent

	// Finished says whether the answer is sent, or given up. Until then the fields below are
	// zero, but for Faults.
	Finished bool
	Took     time.Duration // until then, in real time

	Received int64       // bytes of the body of the request that were read
	Status   int         // of the answer, 0 if there was none
	Code     rule.Code   // of the error document, "" without one
	Answer   http.Header // of the answer, before faults

	// Offset, Length and Size say which bytes of an object of that size a GetObject was
	// promised, by an answer 200 or 206. They are 0 for others.
	Offset, Length, Size int64

	Sent    int64 // bytes of the body of the answer that were sent
	Aborted bool  // the connection was broken off before the answer was whole

	// Explanation says of a read how it was decided, each step and the rule. It is nil for
	// other operations, and where a fault answered. Its Request has the header as it came,
	// with the secrets.
	Explanation *getobject.Explanation

	// Faults are those that happened to the request.
	Faults []Fault

	// Err is why the answer was broken off or, with more than the client was told, what it
	// was refused with. It is nil for an answer that was sent whole.
	Err error
}

// redacted stands for a secret.
const redacted = "[redacted]"

// secrets are the header fields whose values are secrets.
var secrets = []string{
	"Authorization", "Cookie", "X-Amz-Security-Token", "X-Amz-S3session-Token",
	"X-Amz-Server-Side-Encryption-Customer-Key",
	"X-Amz-Copy-Source-Server-Side-Encryption-Customer-Key",
}

// withoutSecrets returns a copy of a header.
func withoutSecrets(h http.Header) http.Header {
	c := h.Clone()
	for _, name := range secrets {
		if c[name] != nil {
			c[name] = []string{redacted}
		}
	}
	return c
}

// targetOf returns path and query without secrets.
func targetOf(u *url.URL) string {
	path := u.EscapedPath()
	if u.RawQuery == "" {
		return path
	}
	items := strings.Split(u.RawQuery, "&")
	for i, item := range items {
		name, _, _ := strings.Cut(item, "=")
		switch strings.ToLower(name) {
		case "x-amz-signature", "x-amz-security-token", "signature":
			items[i] = name + "=" + redacted
		}
	}
	return path + "?" + strings.Join(items, "&")
}

// promise notes which bytes of an object the answer of a GetObject says that it has.
func (e *Entry) promise(status int, h http.Header) {
	if e.Operation != "GetObject" {
		return
	}
	switch status {
	case http.StatusOK:
		e.Size, _ = strconv.ParseInt(field(h, "Content-Length"), 10, 64)
		e.Length = e.Size
	case http.StatusPartialContent:
		var last int64
		if n, _ := fmt.Sscanf(field(h, "Content-Range"), "bytes %d-%d/%d", &e.Offset, &last, &e.Size); n == 3 {
			e.Length = last - e.Offset + 1
		}
	}
}

// field returns the first value of a field, whose name may be spelled in any case.
func field(h http.Header, name string) string {
	for n, values := range h {
		if strings.EqualFold(n, name) && len(values) > 0 {
			return values[0]
		}
	}
	return ""
}

// String returns a line for the request and its answer, and one for each thing that is to be
// known beside: the decision, faults, an error.
func (e *Entry) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "#%d %s %s", e.Number, e.Time.UTC().Format("15:04:05.000"), e.Operation)
	if e.Bucket != "" || e.Key != "" {
		fmt.Fprintf(&b, " %s/%s", e.Bucket, e.Key)
	}
	if lines := e.Header["Range"]; lines != nil {
		fmt.Fprintf(&b, " (%s)", strings.Join(lines, ", "))
	}
	switch {
	case !e.Finished:
		b.WriteString(": in progress")
	case e.Status == 0:
		b.WriteString(": no answer")
	default:
		fmt.Fprintf(&b, ": %d %s, %d bytes", e.Status, http.StatusText(e.Status), e.Sent)
	}
	if e.Code != "" {
		fmt.Fprintf(&b, ", %s", e.Code)
	}
	if e.Aborted {
		b.WriteString(", broken off")
	}
	fmt.Fprintf(&b, "\n\t%s %s", e.Method, e.Target)
	if e.AccessKey != "" {
		fmt.Fprintf(&b, ", signed by %s", e.AccessKey)
	}
	e.writeReasons(&b)
	return b.String()
}

// writeReasons writes why the answer is what it is.
func (e *Entry) writeReasons(b *strings.Builder) {
	if x := e.Explanation; x != nil {
		for _, s := range x.Steps {
			if s.Rule != nil && (s.Outcome == getobject.Refused || s.Outcome == getobject.Decided) {
				fmt.Fprintf(b, "\n\t%s at %s, %s: %s: %s", s.Outcome, s.Phase, s.Name, s.Rule.ID, s.Rule.Sentence)
			}
		}
	}
	for i := range e.Faults {
		fmt.Fprintf(b, "\n\tfault: %s", &e.Faults[i])
	}
	if e.Err != nil {
		fmt.Fprintf(b, "\n\terror: %v", e.Err)
	}
}
