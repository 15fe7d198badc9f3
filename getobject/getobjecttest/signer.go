package getobjecttest

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/s3get/s3get/getobject/vectors"
)

// The parts of Signature Version 4 that never change, from
// S3 SigV4: Using the Authorization header.
const (
	algorithm       = "AWS4-HMAC-SHA256"
	terminator      = "aws4_request"
	unsignedPayload = "UNSIGNED-PAYLOAD"
	basicISO8601    = "20060102T150405Z"
	defaultExpires  = 300 // seconds
)

// A signer signs messages with Signature Version 4. It shares no code with what verifies
// signatures, so that a misunderstanding has to happen twice to go unnoticed.
type signer struct {
	accessKey, secretKey, token string
	region, service             string
	algorithm, regionSet        string
	at                          time.Time
	expires                     int64 // seconds, of a presigned URL
}

// newSigner collects whose credentials sign r and how.
func newSigner(s *seeds, r vectors.Request, now time.Time) (signer, error) {
	k := signer{region: s.region(r.Bucket), service: "s3", algorithm: algorithm, at: now, expires: defaultExpires}
	if r.As != "" {
		p, err := s.principal(r.As)
		if err != nil {
			return k, err
		}
		k.accessKey, k.secretKey, k.token = p.AccessKey, p.SecretKey, p.SessionToken
	}
	if by := r.Sign; by != nil {
		k.accessKey = cmp.Or(by.AccessKey, k.accessKey)
		k.secretKey = cmp.Or(by.SecretKey, k.secretKey)
		k.token = cmp.Or(by.Token, k.token)
		k.region = cmp.Or(by.Region, k.region)
		k.service = cmp.Or(by.Service, k.service)
		k.algorithm = cmp.Or(by.Algorithm, k.algorithm)
		k.regionSet = by.RegionSet
		k.at = now.Add(-time.Duration(by.Age) * time.Second)
		if by.Expires != nil {
			k.expires = *by.Expires
		}
	}
	if k.algorithm == vectors.AlgorithmAsymmetric {
		k.regionSet = cmp.Or(k.regionSet, k.region)
	}
	return k, nil
}

// sign adds an Authorization line and what it needs: x-amz-content-sha256, of no body
// unless m has one, x-amz-date, and the session token if there is one.
func (k signer) sign(m message) message {
	hash := sha256.Sum256(m.body)
	m.headers = slices.Clone(m.headers)
	m.addMissing("x-amz-content-sha256", hex.EncodeToString(hash[:]))
	m.addMissing("x-amz-date", k.date())
	if k.token != "" {
		m.addMissing(k.tokenName(), k.token)
	}
	if k.regionSet != "" {
		m.addMissing("x-amz-region-set", k.regionSet)
	}
	payload, _ := m.value("x-amz-content-sha256")
	date, _ := m.value("x-amz-date")
	names, signature := k.signature(m, date, payload)
	m.headers = append(m.headers, vectors.Line{Name: "Authorization", Value: k.algorithm +
		" Credential=" + k.accessKey + "/" + k.scope() +
		", SignedHeaders=" + names + ", Signature=" + signature})
	return m
}

// presign adds the parameters of a presigned URL. They are signed sorted, and sent so:
// of a parameter that stands twice S3 reads the first on the wire.
func (k signer) presign(m message) message {
	names, _ := canonicalHeaders(m)
	m.query = append(slices.Clone(m.query),
		vectors.Item{Name: "X-Amz-Algorithm", Value: k.algorithm},
		vectors.Item{Name: "X-Amz-Credential", Value: k.accessKey + "/" + k.scope()},
		vectors.Item{Name: "X-Amz-Date", Value: k.date()},
		vectors.Item{Name: "X-Amz-Expires", Value: strconv.FormatInt(k.expires, 10)},
		vectors.Item{Name: "X-Amz-SignedHeaders", Value: names})
	if k.token != "" {
		name := http.CanonicalHeaderKey(k.tokenName())
		m.query = append(m.query, vectors.Item{Name: name, Value: k.token})
	}
	if k.regionSet != "" {
		m.query = append(m.query, vectors.Item{Name: "X-Amz-Region-Set", Value: k.regionSet})
	}
	sortQuery(m.query)
	payload, given := m.value("x-amz-content-sha256")
	if !given {
		payload = unsignedPayload
	}
	_, signature := k.signature(m, k.date(), payload)
	m.query = append(m.query, vectors.Item{Name: "X-Amz-Signature", Value: signature})
	return m
}

// tokenName is the name of the header with the token, which is another for sessions of directory
// buckets (S3 CreateSession).
func (k signer) tokenName() string {
	if k.service == "s3express" {
		return "x-amz-s3session-token"
	}
	return "x-amz-security-token"
}

// addMissing adds a line unless there is one of that name.
func (m *message) addMissing(name, value string) {
	if _, given := m.value(name); !given {
		m.headers = append(m.headers, vectors.Line{Name: name, Value: value})
	}
}

func (k signer) date() string { return k.at.UTC().Format(basicISO8601) }

func (k signer) scope() string {
	if k.algorithm == vectors.AlgorithmAsymmetric {
		return k.at.UTC().Format("20060102") + "/" + k.service + "/" + terminator
	}
	return k.at.UTC().Format("20060102") + "/" + k.region + "/" + k.service + "/" + terminator
}

// signature returns the names of the headers that it signs and the signature in hex.
func (k signer) signature(m message, date, payload string) (names, signature string) {
	names, request := canonicalRequest(m, payload)
	hash := sha256.Sum256([]byte(request))
	text := strings.Join([]string{k.algorithm, date, k.scope(), hex.EncodeToString(hash[:])}, "\n")
	if k.algorithm == vectors.AlgorithmAsymmetric {
		return names, k.asymmetric(text)
	}
	return names, k.symmetric(text)
}

// symmetric signs a text with the key of the scope.
func (k signer) symmetric(text string) string {
	key := []byte("AWS4" + k.secretKey)
	for _, part := range strings.Split(k.scope(), "/") {
		key = mac(key, part)
	}
	return hex.EncodeToString(mac(key, text))
}

func mac(key []byte, text string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text))
	return h.Sum(nil)
}

// canonicalRequest returns the names of the signed headers, and the text that is hashed.
func canonicalRequest(m message, payload string) (names, request string) {
	names, headers := canonicalHeaders(m)
	query := slices.Clone(m.query)
	sortQuery(query)
	items := make([]string, len(query))
	for i, item := range query {
		items[i] = escape(item.Name, "") + "=" + escape(item.Value, "")
	}
	return names, strings.Join([]string{
		m.method, m.path, strings.Join(items, "&"), headers, names, payload,
	}, "\n")
}

// sortQuery sorts by encoded name and then by encoded value.
func sortQuery(query []vectors.Item) {
	slices.SortStableFunc(query, func(a, b vectors.Item) int {
		return cmp.Or(
			strings.Compare(escape(a.Name, ""), escape(b.Name, "")),
			strings.Compare(escape(a.Value, ""), escape(b.Value, "")))
	})
}

// canonicalHeaders returns the lower-case names of Host and all headers of m, sorted and
// joined by semicolons, and one line for each with its values joined by commas.
func canonicalHeaders(m message) (names, lines string) {
	values := map[string][]string{"host": {m.host}}
	order := []string{"host"}
	for _, l := range m.headers {
		name := strings.ToLower(l.Name)
		if values[name] == nil {
			order = append(order, name)
		}
		values[name] = append(values[name], squeeze(l.Value))
	}
	slices.Sort(order)
	var b strings.Builder
	for _, name := range order {
		b.WriteString(name + ":" + strings.Join(values[name], ",") + "\n")
	}
	return strings.Join(order, ";"), b.String()
}

// squeeze takes blanks and tabs off the ends of a value and makes inner runs of blanks one.
func squeeze(value string) string {
	value = strings.Trim(value, " \t")
	for strings.Contains(value, "  ") {
		value = strings.ReplaceAll(value, "  ", " ")
	}
	return value
}
