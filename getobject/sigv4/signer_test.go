package sigv4_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/s3get/s3get/getobject"
)

const emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

// noon is when tests take place.
var noon = time.Date(2026, 9, 29, 12, 0, 0, 0, time.UTC)

// A line is a header field, or a parameter; bare parameters have no "=".
type line struct {
	name, value string
	bare        bool
}

// A message is a request on the side of the client, in plain text but for its path. It
// is signed by functions that share nothing with the package under test.
type message struct {
	method, host, path string
	query              []line
	header             []line

	accessKey, secretKey, region, service, token string
	at                                           time.Time
	expires                                      string

	regions string // the region set of an asymmetric signature

	list    string // SignedHeaders as written; "" means all headers
	scheme  string // as written; "" means AWS4-HMAC-SHA256
	payload string // of a presigned URL; "" means UNSIGNED-PAYLOAD

	dateAlone bool // sign Date and not x-amz-date
	keepTabs  bool // sign tabs as they are, not as blanks
}

func newMessage() *message {
	return &message{method: "GET", host: "b.s3.amazonaws.com", path: "/k", accessKey: "AKIDOWNER",
		secretKey: "owner-secret", region: "us-east-1", service: "s3", at: noon, expires: "300"}
}

func (m *message) add(name, value string) *message {
	m.header = append(m.header, line{name: name, value: value})
	return m
}

func (m *message) param(name, value string) *message {
	m.query = append(m.query, line{name: name, value: value})
	return m
}

func (m *message) has(name string) bool {
	return slices.ContainsFunc(m.header, func(l line) bool { return strings.EqualFold(l.name, name) })
}

func (m *message) get(name string) string {
	for _, l := range m.header {
		if strings.EqualFold(l.name, name) {
			return l.value
		}
	}
	return ""
}

func (m *message) set(name, value string, params bool) {
	lines := m.header
	if params {
		lines = m.query
	}
	for i := range lines {
		if strings.EqualFold(lines[i].name, name) {
			lines[i] = line{name: lines[i].name, value: value}
		}
	}
}

func (m *message) drop(name string, params bool) {
	lines := &m.header
	if params {
		lines = &m.query
	}
	*lines = slices.DeleteFunc(*lines, func(l line) bool { return strings.EqualFold(l.name, name) })
}

func (m *message) scope() string {
	if m.isAsymmetric() {
		return m.at.UTC().Format("20060102") + "/" + m.service + "/aws4_request"
	}
	return m.at.UTC().Format("20060102") + "/" + m.region + "/" + m.service + "/aws4_request"
}

func (m *message) algorithm() string {
	if m.scheme != "" {
		return m.scheme
	}
	return "AWS4-HMAC-SHA256"
}

func (m *message) isAsymmetric() bool { return strings.EqualFold(m.scheme, "AWS4-ECDSA-P256-SHA256") }

// sign signs m in its header.
func (m *message) sign() *message {
	if m.regions != "" {
		m.add("x-amz-region-set", m.regions)
	}
	if !m.has("x-amz-content-sha256") {
		m.add("x-amz-content-sha256", emptyHash)
	}
	if !m.has("x-amz-date") && !m.dateAlone {
		m.add("x-amz-date", m.at.UTC().Format("20060102T150405Z"))
	}
	if m.token != "" && !m.has("x-amz-security-token") {
		m.add("x-amz-security-token", m.token)
	}
	date := m.get("x-amz-date")
	if !m.has("x-amz-date") {
		date = m.get("date")
	}
	signature := m.signature(date, m.get("x-amz-content-sha256"))
	return m.add("Authorization", m.algorithm()+" Credential="+m.accessKey+"/"+m.scope()+
		", SignedHeaders="+m.signedList()+", Signature="+signature)
}

// presign signs m in its query.
func (m *message) presign() *message {
	date := m.at.UTC().Format("20060102T150405Z")
	m.param("X-Amz-Algorithm", m.algorithm()).param("X-Amz-Credential", m.accessKey+"/"+m.scope()).
		param("X-Amz-Date", date).param("X-Amz-Expires", m.expires).param("X-Amz-SignedHeaders", m.signedList())
	if m.token != "" {
		m.param("X-Amz-Security-Token", m.token)
	}
	if m.regions != "" {
		m.param("X-Amz-Region-Set", m.regions)
	}
	payload := "UNSIGNED-PAYLOAD"
	if m.has("x-amz-content-sha256") {
		payload = m.get("x-amz-content-sha256")
	}
	if m.payload != "" {
		payload = m.payload
	}
	return m.param("X-Amz-Signature", m.signature(date, payload))
}

func (m *message) signedList() string {
	if m.list != "" {
		return m.list
	}
	return strings.Join(m.names(), ";")
}

// names returns the names that are signed, in canonical form.
func (m *message) names() []string {
	var names []string
	if m.list != "" {
		names = strings.Split(strings.ToLower(m.list), ";")
	} else {
		names = append(names, "host")
		for _, l := range m.header {
			names = append(names, strings.ToLower(l.name))
		}
	}
	sort.Strings(names)
	return slices.Compact(names)
}

func (m *message) signature(date, payload string) string {
	text := strings.Join([]string{m.algorithm(), date, m.scope(), hexHash(m.canonical(payload))}, "\n")
	if m.isAsymmetric() {
		return signAsymmetric(m.accessKey, m.secretKey, text)
	}
	key := "AWS4" + m.secretKey
	for part := range strings.SplitSeq(m.scope(), "/") {
		key = hmacSHA256(key, part)
	}
	return hex.EncodeToString([]byte(hmacSHA256(key, text)))
}

func (m *message) canonical(payload string) string {
	type pair struct{ name, value string }
	var query []pair
	for _, l := range m.query {
		query = append(query, pair{percent(l.name), percent(l.value)})
	}
	sort.Slice(query, func(i, j int) bool {
		if query[i].name != query[j].name {
			return query[i].name < query[j].name
		}
		return query[i].value < query[j].value
	})
	var items []string
	for _, p := range query {
		items = append(items, p.name+"="+p.value)
	}
	var headers strings.Builder
	for _, name := range m.names() {
		var values []string
		if name == "host" {
			values = append(values, m.host)
		}
		for _, l := range m.header {
			if strings.ToLower(l.name) == name {
				values = append(values, m.squeeze(l.value))
			}
		}
		fmt.Fprintf(&headers, "%s:%s\n", name, strings.Join(values, ","))
	}
	return strings.Join([]string{m.method, m.path, strings.Join(items, "&"), headers.String(),
		strings.Join(m.names(), ";"), payload}, "\n")
}

// squeeze returns a value as it is signed.
func (m *message) squeeze(value string) string {
	if m.keepTabs {
		return regexp.MustCompile(" +").ReplaceAllString(strings.Trim(value, " \t"), " ")
	}
	return strings.Join(strings.Fields(value), " ")
}

func hexHash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

func hmacSHA256(key, text string) string {
	h := hmac.New(sha256.New, []byte(key))
	h.Write([]byte(text))
	return string(h.Sum(nil))
}

// percent encodes every byte but the unreserved ones.
func percent(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		if strings.IndexByte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~", c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// pathOf encodes a path once.
func pathOf(s string) string { return strings.ReplaceAll(percent(s), "%2F", "/") }

// A failer ends a test that cannot go on: of package testing, or of package rapid.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// request returns m as the server sees it.
func (m *message) request(t failer) *getobject.Request {
	t.Helper()
	var items []string
	for _, l := range m.query {
		item := percent(l.name)
		if !l.bare {
			item += "=" + percent(l.value)
		}
		items = append(items, item)
	}
	r := &getobject.Request{Method: m.method, Time: noon, Header: http.Header{},
		Wire: getobject.Wire{Host: m.host, Path: m.path, RawQuery: strings.Join(items, "&")}}
	for _, l := range m.header {
		r.Header.Add(l.name, strings.Trim(l.value, " \t"))
	}
	var err error
	if r.Query, err = getobject.ParseQuery(r.Wire.RawQuery); err != nil {
		t.Fatalf("ParseQuery(%q): %v", r.Wire.RawQuery, err)
	}
	return r
}
