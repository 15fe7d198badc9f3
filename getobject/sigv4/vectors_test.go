package sigv4_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/sigv4"
	"github.com/s3get/s3get/getobject/vectors"
	"github.com/s3get/s3get/store"
)

// A fixture is what this test needs of one.
type fixture struct {
	Principals []struct {
		Name, AccessKey, SecretKey, SessionToken string
		SessionExpiry                            time.Time
	}
	Buckets []struct{ Name, Type, Region string }
}

func (f *fixture) secrets() sigv4.Static {
	s := sigv4.Static{}
	for _, p := range f.Principals {
		s[p.AccessKey] = sigv4.Credential{SecretKey: sigv4.NewSecretKey(p.SecretKey),
			SessionToken: p.SessionToken, Expiry: p.SessionExpiry}
	}
	return s
}

func (f *fixture) bucket(name string) *store.Bucket {
	for _, b := range f.Buckets {
		if b.Name == name {
			kind := store.GeneralPurpose
			if b.Type == "directory" {
				kind = store.Directory
			}
			return &store.Bucket{Name: name, Region: b.Region, Type: kind}
		}
	}
	return nil
}

// otherAlgorithm reports whether a vector is signed otherwise than with Signature Version 4,
// which package getobjecttest does.
func otherAlgorithm(v vectors.Vector) bool {
	return v.Request.Sign != nil && v.Request.Sign.Algorithm != ""
}

// TestVectors runs every signed vector, and every vector about signatures, as far as
// authentication goes.
func TestVectors(t *testing.T) {
	files, err := vectors.All()
	if err != nil {
		t.Fatal(err)
	}
	signatures := 0
	for _, file := range files {
		var f fixture
		if err := json.Unmarshal(file.Fixture, &f); err != nil {
			t.Fatal(err)
		}
		for _, v := range file.Vectors {
			if file.Name == "signature" && !earlier(v) {
				signatures++
			}
			if !earlier(v) && !otherAlgorithm(v) && (file.Name == "signature" || v.Request.Signed()) {
				t.Run(v.ID, func(t *testing.T) { runVector(t, &f, v) })
			}
		}
	}
	if signatures < 280 {
		t.Errorf("ran %d vectors about signatures, want 280 or more", signatures)
	}
}

// earlier reports whether v is refused before authentication.
func earlier(v vectors.Vector) bool {
	return v.Request.Method == http.MethodOptions || // which is not authenticated at all
		strings.HasPrefix(v.ID, "address/object-lambda") ||
		strings.HasPrefix(v.ID, "signature/order-empty-version") ||
		strings.HasPrefix(v.ID, "signature/order-selectors")
}

func runVector(t *testing.T, f *fixture, v vectors.Vector) {
	a := &sigv4.Authenticator{Credentials: f.secrets()}
	m, id := compose(t, f, v.Request)
	r := m.request(t)
	r.Address = address.Hosts{}.Parse(r.Wire.Host, "/"+v.Request.Key)
	got, err := a.Authenticate(t.Context(), r, f.bucket(v.Request.Bucket))
	var refused *getobject.Error
	if err != nil && !errors.As(err, &refused) {
		t.Fatalf("Authenticate: error %v is no *getobject.Error", err)
	}
	if refused == nil {
		if !authenticated(v) {
			t.Fatalf("Authenticate = %v, want the refusal %d %v", got, v.Expect.Status, v.Expect.Error)
		}
		if want := id; got.AccessKey != want {
			t.Errorf("Authenticate = %q, want %q", got.AccessKey, want)
		}
		return
	}
	if refused.Status != v.Expect.Status {
		t.Fatalf("Authenticate = %v %v, want status %d %v", refused.Rule, refused, v.Expect.Status, v.Expect.Error)
	}
	compareDocument(t, refused, v.Expect)
}

// authenticated reports whether v gets past authentication, to be served, or refused
// for another reason.
func authenticated(v vectors.Vector) bool {
	if v.Expect.Status < 400 || !strings.HasPrefix(v.ID, "signature/") {
		return true
	}
	message := v.Expect.Error["Message"]
	return strings.HasPrefix(v.ID, "signature/payload-trailer") ||
		v.Expect.Status == 403 && message == "Access Denied" ||
		anonymousHead[v.ID]
}

// anonymousHead are vectors without a document that authentication has no part in.
var anonymousHead = map[string]bool{
	"signature/header-empty-head":       true,
	"signature/query-no-algorithm-head": true,
}

func compareDocument(t *testing.T, e *getobject.Error, want vectors.Expect) {
	elements := []getobject.Element{{Name: "Code", Text: string(e.Code)}, {Name: "Message", Text: e.Message}}
	elements = append(elements, e.Detail...)
	elements = append(elements, getobject.Element{Name: "RequestId", Text: "r"}, getobject.Element{Name: "HostId", Text: "h"})
	var order []string
	for _, el := range elements {
		order = append(order, el.Name)
		if text, ok := want.Error[el.Name]; ok && text != el.Sent() && (text != "*" || el.Sent() == "") {
			t.Errorf("%s = %q, want %q", el.Name, el.Sent(), text)
		}
	}
	for name := range want.Error {
		if !slices.Contains(order, name) {
			t.Errorf("elements %v lack %s", order, name)
		}
	}
	if want.ErrorOrder != nil && !slices.Equal(order, want.ErrorOrder) {
		t.Errorf("elements = %v, want %v", order, want.ErrorOrder)
	}
}

// compose returns the signed message of a vector, and the access key that it claims.
func compose(t *testing.T, f *fixture, r vectors.Request) (*message, string) {
	m := newMessage()
	m.method = r.Method
	m.path = pathOf("/" + r.Bucket + "/" + r.Key)
	m.host = "127.0.0.1:9000"
	if r.Virtual() {
		m.host, m.path = r.Bucket+".s3.amazonaws.com", pathOf("/"+r.Key)
	}
	if r.Host != "" {
		m.host = r.Host
	}
	if b := f.bucket(r.Bucket); b != nil && b.Region != "" {
		m.region = b.Region
	}
	for _, i := range r.Query {
		m.query = append(m.query, line{i.Name, i.Value, i.Bare})
	}
	for _, l := range r.Headers {
		value, err := vectors.Expand(l.Value, noon)
		if err != nil {
			t.Fatal(err)
		}
		m.add(l.Name, value)
	}
	if !r.Signed() {
		return m, ""
	}
	m.credentials(f, r)
	if r.Presigned {
		// Signed parameters are sent sorted.
		m.presign()
		slices.SortStableFunc(m.query, func(a, b line) int {
			return strings.Compare(percent(a.name)+"\x00"+percent(a.value), percent(b.name)+"\x00"+percent(b.value))
		})
	} else {
		m.sign()
	}
	tamper(m, r)
	if r.Presigned && r.Sign != nil && slices.Contains(r.Sign.Drop, "X-Amz-Algorithm") {
		return m, ""
	}
	return m, m.accessKey
}

func (m *message) credentials(f *fixture, r vectors.Request) {
	for _, p := range f.Principals {
		if p.Name == r.As {
			m.accessKey, m.secretKey, m.token = p.AccessKey, p.SecretKey, p.SessionToken
		}
	}
	s := r.Sign
	if s == nil {
		return
	}
	for _, o := range []struct {
		into *string
		by   string
	}{{&m.accessKey, s.AccessKey}, {&m.secretKey, s.SecretKey}, {&m.token, s.Token}, {&m.region, s.Region}, {&m.service, s.Service}} {
		if o.by != "" {
			*o.into = o.by
		}
	}
	m.at = m.at.Add(-time.Duration(s.Age) * time.Second)
	if s.Expires != nil {
		m.expires = strconv.FormatInt(*s.Expires, 10)
	}
}

// tamper does to a signed message what the vector wants done to it.
func tamper(m *message, r vectors.Request) {
	if r.Sign == nil {
		return
	}
	for _, name := range r.Sign.Drop {
		m.drop(name, r.Presigned)
	}
	for _, l := range r.Sign.Replace {
		m.set(l.Name, l.Value, r.Presigned)
	}
	for _, l := range r.Sign.Unsigned {
		m.add(l.Name, l.Value)
	}
}
