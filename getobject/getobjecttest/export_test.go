package getobjecttest

import (
	"time"

	"github.com/s3get/s3get/getobject/vectors"
)

// A Signing is a request of the published examples and how it is signed.
type Signing struct {
	Method, Host, Path string
	Query              []vectors.Item
	Headers            []vectors.Line
	Secret             string
	At                 time.Time
	Expires            int64 // of a presigned URL; 0: signed in the Authorization header
}

// Sign returns what the signer makes of s: the whole request as written.
func Sign(s Signing) string {
	k := signer{accessKey: "AKIAIOSFODNN7EXAMPLE", secretKey: s.Secret, region: "us-east-1",
		service: "s3", algorithm: algorithm, at: s.At, expires: s.Expires}
	m := message{method: s.Method, host: s.Host, path: escape(s.Path, "/"), query: s.Query, headers: s.Headers}
	if s.Expires > 0 {
		return string(k.presign(m).bytes())
	}
	return string(k.sign(m).bytes())
}

// Body returns the body that v expects, as the runner computes it.
func Body(f vectors.File, v vectors.Vector) ([]byte, error) {
	s, err := readSeeds(f.Fixture)
	if err != nil {
		return nil, err
	}
	return s.body(v)
}

// ParseDocument returns the names and texts of an error document in turn.
func ParseDocument(body []byte) ([]string, error) {
	list, err := parseDocument(body)
	var flat []string
	for _, e := range list {
		flat = append(flat, e.name, e.text)
	}
	return flat, err
}

// IsDirectory reports whether a bucket of f is a directory bucket.
func IsDirectory(f vectors.File, bucket string) bool {
	s, err := readSeeds(f.Fixture)
	return err == nil && s.directory(bucket)
}
