package getobject_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/s3get/s3get/getobject"
)

const (
	token     = "dG9rZW4="
	emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	basicTime = "20060102T150405Z"

	asymmetric = "AWS4-ECDSA-P256-SHA256"
)

// identity is the user of a name in an account.
func identity(account, name string) getobject.Identity {
	return getobject.Identity{Account: account, ARN: "arn:aws:iam::" + account + ":user/" + name}
}

// A line is a header field or a parameter in plain text.
type line struct{ name, value string }

// A signing is how a request is signed with Signature Version 4, part by part, so that
// each part can be wrong.
type signing struct {
	presigned bool
	broken    bool // some part is replaced

	accessKey, secret, token string
	scheme, date, scope      string
	expires, payload, tail   string // tail stands behind the signature

	// unsigned is how many of the header fields are left out.
	unsigned int
}

// newSigning draws a signing that is right for a region.
func newSigning(g *rand.Rand, region string) *signing {
	s := &signing{
		presigned: chance(g, 3), secret: "s", scheme: "AWS4-HMAC-SHA256",
		accessKey: pick(g, []string{"AKIDOWNER", "AKIDOWNER", "AKIDLIMITED", "AKIDSTRANGER", "ASIAOWNER"}),
		date:      clock.Format(basicTime), expires: "300", payload: emptyHash,
		scope: clock.Format("20060102") + "/" + region + "/s3/aws4_request",
	}
	if s.accessKey == "ASIAOWNER" {
		s.token = token
	}
	if s.presigned {
		s.payload = "UNSIGNED-PAYLOAD"
	}
	return s
}

// wrongs are values of the parts of a signing that are wrong, or would be for another
// access key.
var wrongs = struct{ access, token, scheme, date, scope, expires, payload, tail []string }{
	access: []string{"AKIDNOBODY", "ASIAOWNER", "ASIALAPSED", "AKIDOWNER", "", "/", "\xff"},
	token:  []string{"", token, "b3RoZXI=", "no token!", "\xe9"},
	scheme: []string{asymmetric, "AWS4-HMAC-SHA1", "AWS", "Bearer", "", "aws4-hmac-sha256"},
	date: []string{"", "x", at(-16 * time.Minute), at(16 * time.Minute), at(-144 * time.Hour), at(0) + "Z", "00000101T000000Z", "20240230T000000Z",
		"Fri, 31 Dec 9999 23:59:59 -0100"},
	expires: []string{"", "0", "-1", "604801", "x", "1e3", "99999999999999999999"},
	payload: []string{"", "x", "UNSIGNED-PAYLOAD", strings.Repeat("0", 64), "STREAMING-UNSIGNED-PAYLOAD-TRAILER", "\t"},
	tail:    []string{"0", ",", " ", ", Signature=0", ",x", "=", "\xff"},
	scope: []string{"", "/", "x", "20240507", "20240507/us-east-1/s3", "x/us-east-1/s3/aws4_request", "20240507//s3/aws4_request",
		"20240507/mars-1/s3/aws4_request", "20240507/us-east-1/ec2/aws4_request", "20240507/us-east-1/s3/aws5_request",
		"20240506/us-east-1/s3/aws4_request", "20240507/us-east-1/s3/aws4_request/", "20240507/us-east-1/s3express/aws4_request"},
}

// at writes a time that is far from the clock.
func at(far time.Duration) string { return clock.Add(far).Format(basicTime) }

// spoil makes one part wrong.
func (s *signing) spoil(g *rand.Rand) {
	s.broken = true
	parts := []struct {
		part *string
		from []string
	}{
		{&s.accessKey, wrongs.access}, {&s.token, wrongs.token}, {&s.scheme, wrongs.scheme}, {&s.date, wrongs.date},
		{&s.scope, wrongs.scope}, {&s.expires, wrongs.expires}, {&s.payload, wrongs.payload}, {&s.tail, wrongs.tail},
		{&s.secret, []string{"", "t"}},
	}
	if chance(g, 10) {
		s.unsigned = 1 + g.IntN(2)
		return
	}
	p := pick(g, parts)
	*p.part = pick(g, p.from)
	if s.scheme == asymmetric && chance(g, 2) {
		s.scope = clock.Format("20060102") + "/s3/aws4_request"
	}
}

// sign adds to the query or to the header what proves who sends them. The path is decoded.
func (s *signing) sign(method, host, path string, query, header []line) (_, _ []line) {
	credential := s.accessKey + "/" + s.scope
	if s.presigned {
		names := s.names(header)
		query = append(slices.Clip(query), line{"X-Amz-Algorithm", s.scheme}, line{"X-Amz-Credential", credential},
			line{"X-Amz-Date", s.date}, line{"X-Amz-Expires", s.expires}, line{"X-Amz-SignedHeaders", strings.Join(names, ";")})
		if s.token != "" {
			query = append(query, line{"X-Amz-Security-Token", s.token})
		}
		return append(query, line{"X-Amz-Signature", s.signature(method, host, path, query, header)}), header
	}
	header = append(slices.Clip(header), line{"X-Amz-Content-Sha256", s.payload}, line{"X-Amz-Date", s.date})
	if s.token != "" {
		header = append(header, line{"X-Amz-Security-Token", s.token})
	}
	proof := s.scheme + " Credential=" + credential + ", SignedHeaders=" + strings.Join(s.names(header), ";") +
		", Signature=" + s.signature(method, host, path, query, header)
	return query, append(header, line{"Authorization", proof})
}

// names returns the names of what is signed of a header.
func (s *signing) names(header []line) []string {
	names := []string{"host"}
	for _, l := range header[min(s.unsigned, len(header)):] {
		names = append(names, strings.ToLower(l.name))
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func (s *signing) signature(method, host, path string, query, header []line) string {
	names := s.names(header)
	var fields strings.Builder
	for _, name := range names {
		values := []string{}
		if name == "host" {
			values = append(values, host)
		}
		for _, l := range header {
			if strings.EqualFold(l.name, name) {
				values = append(values, squeeze(l.value))
			}
		}
		fields.WriteString(name + ":" + strings.Join(values, ",") + "\n")
	}
	escaped := make([]line, len(query))
	for i, l := range query {
		escaped[i] = line{percent(l.name, ""), percent(l.value, "")}
	}
	slices.SortStableFunc(escaped, func(a, b line) int {
		return strings.Compare(a.name+"\x00"+a.value, b.name+"\x00"+b.value)
	})
	canonical := strings.Join([]string{method, percent(path, "/"), join(escaped), fields.String(), strings.Join(names, ";"), s.payload}, "\n")
	hash := sha256.Sum256([]byte(canonical))
	return s.prove(fmt.Sprintf("%s\n%s\n%s\n%x", s.scheme, s.date, s.scope, hash)) + s.tail
}

// prove returns the signature of a text.
func (s *signing) prove(text string) string {
	key := []byte("AWS4" + s.secret)
	for _, part := range append(strings.Split(s.scope, "/"), text) {
		mac := hmac.New(sha256.New, key)
		mac.Write([]byte(part))
		key = mac.Sum(nil)
	}
	return hex.EncodeToString(key)
}

// join writes parameters that are escaped.
func join(query []line) string {
	var b strings.Builder
	for i, l := range query {
		if i > 0 {
			b.WriteByte('&')
		}
		b.WriteString(l.name + "=" + l.value)
	}
	return b.String()
}

// squeeze makes runs of blanks and tabs one blank.
func squeeze(value string) string {
	return strings.Join(strings.FieldsFunc(value, func(c rune) bool { return c == ' ' || c == '\t' }), " ")
}

// percent escapes all bytes but the unreserved ones and those that are left out.
func percent(s, except string) string {
	b := make([]byte, 0, len(s)+8)
	for _, c := range []byte(s) {
		letter := 'a' <= c|0x20 && c|0x20 <= 'z'
		if letter || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0 || strings.IndexByte(except, c) >= 0 {
			b = append(b, c)
		} else {
			b = append(b, '%', "0123456789ABCDEF"[c>>4], "0123456789ABCDEF"[c&15])
		}
	}
	return string(b)
}

// headerOf makes a header of lines.
func headerOf(lines []line) http.Header {
	h := make(http.Header, len(lines))
	for _, l := range lines {
		h[l.name] = append(h[l.name], l.value)
	}
	return h
}
