package sigv4_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/getobject/sigv4"
	"github.com/s3get/s3get/store"
)

const sessionToken = "IQoJb3JpZ2luX2VjEXAMPLE//wEaCXVzLWVhc3QtMSJHMEUCIQ=="

// owners are the credentials of the tests.
var owners = sigv4.Static{
	"AKIDOWNER": {SecretKey: sigv4.NewSecretKey("owner-secret"),
		Identity: getobject.Identity{AccessKey: "ignored", Account: "111122223333"}},
	"ASIATEMP": {SecretKey: sigv4.NewSecretKey("temp-secret"), SessionToken: sessionToken,
		Expiry: noon.AddDate(0, 0, 1)},
	"ASIALAPSED":  {SecretKey: sigv4.NewSecretKey("lapsed-secret"), SessionToken: sessionToken, Expiry: noon},
	"ASIANOTOKEN": {SecretKey: sigv4.NewSecretKey("x"), Expiry: noon.AddDate(0, 0, 1)},
	"AKIDBLANK":   {},
	"":            {SecretKey: sigv4.NewSecretKey("nameless-secret")},
}

// authenticate returns the rule that refused m, or 0 for one that is authenticated.
func authenticate(t testing.TB, m *message) (*rule.Rule, *getobject.Error) {
	t.Helper()
	return authenticateAt(t, m, noon, nil)
}

func authenticateAt(t testing.TB, m *message, now time.Time, b *store.Bucket) (*rule.Rule, *getobject.Error) {
	t.Helper()
	r := m.request(t)
	r.Time = now
	id, err := (&sigv4.Authenticator{Credentials: owners}).Authenticate(t.Context(), r, b)
	var refused *getobject.Error
	switch {
	case err == nil && id.AccessKey != m.accessKey:
		t.Errorf("Authenticate = %+v, want access key %q", id, m.accessKey)
	case err == nil:
		return nil, nil
	case !errors.As(err, &refused):
		t.Fatalf("Authenticate: %v is no *getobject.Error", err)
	case id != getobject.Identity{}:
		t.Errorf("Authenticate = %+v beside the error %v", id, err)
	}
	return refused.Rule, refused
}

// detail returns the text of an element of an error document.
func detail(e *getobject.Error, name string) string {
	for _, el := range e.Detail {
		if el.Name == name {
			return el.Text
		}
	}
	return ""
}

func nameOf(r *rule.Rule) string {
	if r == nil {
		return "authenticated"
	}
	return r.ID
}

func TestIdentity(t *testing.T) {
	a := &sigv4.Authenticator{Credentials: owners}
	got, err := a.Authenticate(t.Context(), newMessage().sign().request(t), nil)
	want := getobject.Identity{AccessKey: "AKIDOWNER", Account: "111122223333"}
	if got != want || err != nil {
		t.Errorf("Authenticate = %+v, %v, want %+v", got, err, want)
	}
}

func TestAnonymous(t *testing.T) {
	partial := newMessage().presign()
	partial.drop("X-Amz-Algorithm", true)
	for name, m := range map[string]*message{
		"unsigned":              newMessage(),
		"x-amz-date alone":      newMessage().add("x-amz-date", "20260929T120000Z"),
		"empty Authorization":   newMessage().add("Authorization", ""),
		"without the algorithm": partial,
	} {
		got, err := (&sigv4.Authenticator{}).Authenticate(t.Context(), m.request(t), nil)
		if !got.Anonymous() || err != nil {
			t.Errorf("%s: Authenticate = %+v, %v, want nobody", name, got, err)
		}
	}
}

// TestMechanisms covers what the vectors about mechanisms cannot send.
func TestMechanisms(t *testing.T) {
	v2 := newMessage().param("AWSAccessKeyId", "AKIDOWNER").param("Expires", "1").param("Signature", "x")
	for _, tt := range []struct {
		name string
		m    *message
		want *rule.Rule
	}{
		{"zero Authenticator", newMessage().sign(), sigv4.RuleAccessKey},
		{"empty Authorization beside a signed query", newMessage().add("Authorization", "").presign(), sigv4.RuleSignatureMechanisms},
		{"version 2 in the query", v2, sigv4.RuleSignatureVersion2},
		{"version 2 in the header", newMessage().add("Authorization", "aws AKIDOWNER:x"), sigv4.RuleSignatureVersion2},
		{"both forms of the query", newMessage().param("Signature", "x").presign(), sigv4.RuleSignatureMechanisms},
		{"header beside version 2", newMessage().param("Signature", "x").sign(), sigv4.RuleSignatureMechanisms},
	} {
		_, err := (&sigv4.Authenticator{}).Authenticate(t.Context(), tt.m.request(t), nil)
		var e *getobject.Error
		if !errors.As(err, &e) || e.Rule != tt.want {
			t.Errorf("%s: Authenticate = %v, want %v", tt.name, err, tt.want)
		}
	}
	_, both := authenticate(t, newMessage().param("Signature", "x").presign())
	if len(both.Detail) != 1 || detail(both, "ArgumentName") != "Authorization" {
		t.Errorf("both forms of the query: elements %v, want ArgumentName alone", both.Detail)
	}
}

func TestDirectoryBucket(t *testing.T) {
	directory := &store.Bucket{Name: "b", Type: store.Directory, Region: "us-west-2"}
	plain := &store.Bucket{Name: "b", Region: "us-west-2"}
	for _, tt := range []struct {
		service string
		bucket  *store.Bucket
		want    *rule.Rule
	}{
		{"s3express", directory, nil},
		{"s3", directory, nil},
		{"ec2", directory, sigv4.RuleAuthorizationService},
		{"s3express", plain, sigv4.RuleAuthorizationService},
		{"s3", plain, nil},
	} {
		m := newMessage()
		m.service, m.region = tt.service, "us-west-2"
		if got, _ := authenticateAt(t, m.sign(), noon, tt.bucket); got != tt.want {
			t.Errorf("service %q, %v bucket: %s, want %s", tt.service, tt.bucket.Type, nameOf(got), nameOf(tt.want))
		}
	}
}

// TestOutposts signs for the service of access points on Outposts, which no other
// endpoint belongs to.
func TestOutposts(t *testing.T) {
	for _, tt := range []struct {
		endpoint address.Endpoint
		service  string
		want     *rule.Rule
	}{
		{address.EndpointOutposts, "s3-outposts", nil},
		{address.EndpointOutposts, "s3", nil},
		{address.EndpointOutposts, "s3express", sigv4.RuleAuthorizationService},
		{address.EndpointGeneral, "s3-outposts", sigv4.RuleAuthorizationService},
		{address.EndpointObjectLambda, "s3-object-lambda", nil},
		{address.EndpointGeneral, "s3-object-lambda", sigv4.RuleAuthorizationService},
	} {
		m := newMessage()
		m.service = tt.service
		r := m.sign().request(t)
		r.Time, r.Endpoint = noon, tt.endpoint
		a := &sigv4.Authenticator{Credentials: owners}
		var e *getobject.Error
		if _, err := a.Authenticate(t.Context(), r, nil); errors.As(err, &e) != (tt.want != nil) || e != nil && e.Rule != tt.want {
			t.Errorf("service %q at endpoint %d: %v, want %s", tt.service, tt.endpoint, err, nameOf(tt.want))
		}
	}
}

// secretsFunc are Secrets made of a function.
type secretsFunc func(string) (sigv4.Credential, error)

func (f secretsFunc) Credential(_ context.Context, accessKey string) (sigv4.Credential, error) {
	return f(accessKey)
}

func TestSecretsFail(t *testing.T) {
	cause := errors.New("vault is closed")
	a := &sigv4.Authenticator{Credentials: secretsFunc(func(string) (sigv4.Credential, error) {
		return owners["AKIDOWNER"], cause
	})}
	_, err := a.Authenticate(t.Context(), newMessage().sign().request(t), nil)
	var refused *getobject.Error
	if !errors.Is(err, cause) || errors.As(err, &refused) {
		t.Errorf("Authenticate: %v, want one that wraps %v and is no refusal", err, cause)
	}
}

// TestNobodysKey: a key that everybody could sign with is nobody's.
func TestNobodysKey(t *testing.T) {
	for accessKey, secret := range map[string]string{"AKIDBLANK": "", "": "nameless-secret", "AKIDNOBODY": "x"} {
		for _, sign := range []func(*message) *message{(*message).sign, (*message).presign} {
			m := newMessage()
			m.accessKey, m.secretKey = accessKey, secret
			got, e := authenticate(t, sign(m))
			if got != sigv4.RuleAccessKey || e.Err == nil || detail(e, "AWSAccessKeyId") != accessKey {
				t.Errorf("access key %q: %s, want %v with a cause", accessKey, nameOf(got), sigv4.RuleAccessKey)
			}
		}
	}
}

// TestMismatchDocument checks that the bytes of the document are those of its texts.
func TestMismatchDocument(t *testing.T) {
	m := newMessage().sign()
	m.set("Authorization", strings.Replace(m.get("Authorization"), "Signature=", "Signature=0", 1), false)
	got, e := authenticate(t, m)
	if got != sigv4.RuleSignatureMismatch {
		t.Fatalf("Authenticate = %s, want %v", nameOf(got), sigv4.RuleSignatureMismatch)
	}
	for _, name := range []string{"StringToSign", "CanonicalRequest"} {
		var pairs []string
		for _, b := range []byte(detail(e, name)) {
			pairs = append(pairs, string("0123456789abcdef"[b>>4])+string("0123456789abcdef"[b&15]))
		}
		if got, want := detail(e, name+"Bytes"), strings.Join(pairs, " "); got != want {
			t.Errorf("%sBytes = %q, want %q", name, got, want)
		}
	}
}
