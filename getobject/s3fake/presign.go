package s3fake

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/s3get/s3get/store"
)

// What a signature of version 4 is made of (S3 SigV4: Using query parameters).
const (
	algorithm    = "AWS4-HMAC-SHA256"
	terminator   = "aws4_request"
	basicISO8601 = "20060102T150405Z"
)

// Presign returns a URL by which anybody may do what a method does to a key, in the name of
// the owner, for a time that begins now by [Server.Clock]; S3 allows a week at most. Parameters
// are pairs of a name and a value that are signed too, such as "versionId" and an id.
func (s *Server) Presign(method, bucket, key string, lasting time.Duration, parameters ...string) string {
	now := s.Clock.Now().UTC()
	scope := s.scope(bucket, now)
	query := url.Values{
		"X-Amz-Algorithm":     {algorithm},
		"X-Amz-Credential":    {s.AccessKey + "/" + scope},
		"X-Amz-Date":          {now.Format(basicISO8601)},
		"X-Amz-Expires":       {strconv.FormatInt(int64(lasting/time.Second), 10)},
		"X-Amz-SignedHeaders": {"host"},
	}
	for i := 0; i+1 < len(parameters); i += 2 {
		query.Add(parameters[i], parameters[i+1])
	}
	path := "/" + escape(bucket) + "/" + escape(key)
	items := strings.ReplaceAll(query.Encode(), "+", "%20")
	_, host, _ := strings.Cut(s.URL, "://")
	canonical := strings.Join([]string{method, path, items, "host:" + host + "\n", "host", "UNSIGNED-PAYLOAD"}, "\n")
	hash := sha256.Sum256([]byte(canonical))
	text := strings.Join([]string{algorithm, now.Format(basicISO8601), scope, hex.EncodeToString(hash[:])}, "\n")
	return s.URL + path + "?" + items + "&X-Amz-Signature=" + s.sign(scope, text)
}

// Form returns the URL and the fields of a form by which anybody may upload one object to a bucket,
// in the name of the owner, for a time that begins now by [Server.Clock]. The key may be that of
// one object, or have "${filename}" in it. Conditions are fields that the form has beside those, as
// pairs of a name and a value; the file comes last, in a field "file". S3 SigV4: POST policy.
func (s *Server) Form(bucket, key string, lasting time.Duration, conditions ...string) (target string, fields map[string]string) {
	now := s.Clock.Now().UTC()
	scope := s.scope(bucket, now)
	fields = map[string]string{
		"key": key, "x-amz-algorithm": algorithm, "x-amz-credential": s.AccessKey + "/" + scope, "x-amz-date": now.Format(basicISO8601),
	}
	for i := 0; i+1 < len(conditions); i += 2 {
		fields[conditions[i]] = conditions[i+1]
	}
	list := []any{map[string]string{"bucket": bucket}}
	for name, value := range fields {
		// What stands after the variable is not signed, since a policy has no condition for it.
		if start, _, variable := strings.Cut(value, "${filename}"); variable {
			list = append(list, []string{"starts-with", "$" + name, start})
			continue
		}
		list = append(list, []string{"eq", "$" + name, value})
	}
	document, err := json.Marshal(map[string]any{"expiration": now.Add(lasting).Format(time.RFC3339), "conditions": list})
	if err != nil {
		s.fatalf("s3fake: a form: %v", err)
	}
	fields["policy"] = base64.StdEncoding.EncodeToString(document)
	fields["x-amz-signature"] = s.sign(scope, fields["policy"])
	return s.URL + "/" + escape(bucket), fields
}

// scope returns the scope of a signature for a bucket.
func (s *Server) scope(bucket string, now time.Time) string {
	region := s.Region
	if b, err := s.Store.Bucket(context.Background(), bucket); err == nil {
		region = cmp.Or(b.Region, store.DefaultRegion)
	}
	return strings.Join([]string{now.Format("20060102"), region, "s3", terminator}, "/")
}

// sign signs a text with the owner's secret.
func (s *Server) sign(scope, text string) string {
	signature := []byte("AWS4" + s.SecretKey)
	for _, part := range append(strings.Split(scope, "/"), text) {
		h := hmac.New(sha256.New, signature)
		_, _ = h.Write([]byte(part)) // which never fails
		signature = h.Sum(nil)
	}
	return hex.EncodeToString(signature)
}

// escape encodes a key for a path: all but unreserved characters and slashes.
func escape(key string) string {
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(key) {
		c := key[i]
		switch {
		case 'a' <= c|0x20 && c|0x20 <= 'z', '0' <= c && c <= '9', strings.IndexByte("-._~/", c) >= 0:
			b.WriteByte(c)
		default:
			b.WriteString("%" + digits[c>>4:c>>4+1] + digits[c&0xF:c&0xF+1])
		}
	}
	return b.String()
}
