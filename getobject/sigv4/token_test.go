package sigv4_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/getobject/sigv4"
	"github.com/s3get/s3get/store"
)

const otherToken = "FwoGZXIvYXdzEOTHER+/w8aDHNlc3Npb24tdHdvIg=="

func temporary(token string) *message {
	m := newMessage()
	m.accessKey, m.secretKey, m.token = "ASIATEMP", "temp-secret", token
	return m
}

func longLived(token string) *message {
	m := newMessage()
	m.token = token
	return m
}

func wrongSecret(m *message) *message {
	m.secretKey = "not-the-secret"
	return m
}

func as(m *message, accessKey, secretKey string) *message {
	m.accessKey, m.secretKey = accessKey, secretKey
	return m
}

func TestTokens(t *testing.T) {
	for _, tt := range []struct {
		name string
		m    *message
		want *rule.Rule
	}{
		{"header", temporary(sessionToken).sign(), nil},
		{"presigned", temporary(sessionToken).presign(), nil},
		{"missing", temporary("").sign(), sigv4.RuleTokenMissing},
		{"presigned, missing", temporary("").presign(), sigv4.RuleTokenMissing},
		{"presigned, malformed", temporary("malformed-session-token").presign(), sigv4.RuleTokenMalformed},
		{"presigned, of another", temporary(otherToken).presign(), sigv4.RuleTokenOther},
		{"presigned, as a signed header", temporary("").add("x-amz-security-token", sessionToken).presign(), nil},
		{"presigned, right header wins", temporary(otherToken).add("x-amz-security-token", sessionToken).presign(), nil},
		{"presigned, wrong header wins", temporary(sessionToken).add("x-amz-security-token", otherToken).presign(), sigv4.RuleTokenOther},
		{"header, token in the query", temporary("").param("X-Amz-Security-Token", sessionToken).sign(), sigv4.RuleTokenMissing},
		{"two lines, right one first", twoTokens(sessionToken, otherToken), sigv4.RuleTokenOther},
		{"two lines, right one last", twoTokens(otherToken, sessionToken), sigv4.RuleTokenOther},
		{"the right one twice", twoTokens(sessionToken, sessionToken), nil},
		{"malformed, wrong secret", wrongSecret(temporary("malformed-session-token")).sign(), sigv4.RuleTokenMalformed},
		{"expired", as(longLived(sessionToken), "ASIALAPSED", "lapsed-secret").sign(), sigv4.RuleTokenExpired},
		{"expired, wrong secret", wrongSecret(as(longLived(sessionToken), "ASIALAPSED", "")).sign(), sigv4.RuleTokenExpired},
		{"session without token", as(longLived(""), "ASIANOTOKEN", "x").sign(), sigv4.RuleTokenMissing},
		{"session without token, any", as(longLived(otherToken), "ASIANOTOKEN", "x").sign(), sigv4.RuleTokenOther},
		{"long-lived", longLived(sessionToken).sign(), sigv4.RuleTokenUnexpected},
		{"long-lived, presigned", longLived(sessionToken).presign(), sigv4.RuleTokenUnexpected},
		{"long-lived, wrong secret", wrongSecret(longLived(sessionToken)).sign(), sigv4.RuleSignatureMismatch},
		{"long-lived, empty", longLived("").add("x-amz-security-token", "").sign(), nil},
	} {
		if got, e := authenticate(t, tt.m); got != tt.want {
			t.Errorf("%s: %s (%v), want %s", tt.name, nameOf(got), e, nameOf(tt.want))
		}
	}
}

func twoTokens(first, second string) *message {
	return temporary("").add("x-amz-security-token", first).add("x-amz-security-token", second).sign()
}

func TestWellFormedToken(t *testing.T) {
	for token, want := range map[string]bool{
		sessionToken:                           true,
		otherToken:                             true,
		"IQoJb3JpZ2luX2VjLAPSED//////AAAA==":   true,
		"AAAA":                                 true,
		"AAA":                                  true,
		"malformed-session-token":              false,
		"bad-token-causes-4002":                false,
		"":                                     false,
		"=":                                    false,
		"AAAA===":                              false,
		"AA=A":                                 false,
		"AA AA":                                false,
		"AA_AA":                                false,
		"AA~A.":                                false,
		"caf\xc3\xa9":                          false,
		"IQoJb3JpZ2luX2VjEXAMPLE,IQoJb3JpZ2lu": false,
	} {
		if got := sigv4.WellFormedToken(token); got != want {
			t.Errorf("WellFormedToken(%q) = %v, want %v", token, got, want)
		}
	}
}

// TestWellFormedReplaced: what is a token is the caller's to say.
func TestWellFormedReplaced(t *testing.T) {
	for answer, want := range map[bool]*rule.Rule{true: sigv4.RuleTokenOther, false: sigv4.RuleTokenMalformed} {
		asked := ""
		a := &sigv4.Authenticator{Credentials: owners, WellFormed: func(token string) bool { asked = token; return answer }}
		_, err := a.Authenticate(t.Context(), temporary("opaque").sign().request(t), nil)
		if e, ok := err.(*getobject.Error); !ok || e.Rule != want || asked != "opaque" {
			t.Errorf("WellFormed(%q) = %v: %v, want %v", asked, answer, err, want)
		}
		asked = ""
		if _, err := a.Authenticate(t.Context(), temporary(sessionToken).sign().request(t), nil); err != nil || asked != "" {
			t.Errorf("right token: %v, asked about %q, want neither", err, asked)
		}
	}
}

// revoked knows no access key, and of each the end of its session.
type revoked struct{ expiry time.Time }

func (r revoked) Credential(context.Context, string) (sigv4.Credential, error) {
	return sigv4.Credential{Expiry: r.expiry}, fmt.Errorf("revoked: %w", sigv4.ErrNoKey)
}

// TestRevoked: a revoked session is unknown, and expired if it is over too and the credentials
// still know that.
func TestRevoked(t *testing.T) {
	for _, c := range []struct {
		expiry time.Time
		token  string
		want   rule.Code
	}{
		{time.Time{}, sessionToken, rule.CodeInvalidAccessKeyID},
		{noon.Add(time.Second), sessionToken, rule.CodeInvalidAccessKeyID},
		{noon, sessionToken, rule.CodeExpiredToken},
		{noon.Add(-time.Hour), sessionToken, rule.CodeExpiredToken},
		{noon.Add(-time.Hour), "", rule.CodeInvalidAccessKeyID},
	} {
		a := &sigv4.Authenticator{Credentials: revoked{c.expiry}}
		m := temporary(c.token)
		if c.token == "" {
			m = newMessage()
		}
		_, err := a.Authenticate(t.Context(), m.sign().request(t), nil)
		var refused *getobject.Error
		if !errors.As(err, &refused) || refused.Code != c.want {
			t.Errorf("Authenticate of a session until %v = %v, want %s", c.expiry, err, c.want)
		}
	}
}

// TestBucketSession: a session of a directory bucket has a token of another name, and reaches no
// other bucket.
func TestBucketSession(t *testing.T) {
	const name = "b--use1-az4--x-s3"
	credentials := sigv4.Static{"ASIATEMP": {
		SecretKey: sigv4.NewSecretKey("temp-secret"), SessionToken: sessionToken, Expiry: noon.Add(1), Bucket: name,
		Identity: getobject.Identity{Session: getobject.SessionReadOnly},
	}}
	directory := &store.Bucket{Name: name, Type: store.Directory}
	message := func(token string, presigned bool) *message {
		m := newMessage()
		m.accessKey, m.secretKey, m.service = "ASIATEMP", "temp-secret", "s3express"
		switch {
		case token == "":
		case presigned:
			m.param("X-Amz-S3session-Token", token)
		default:
			m.add("x-amz-s3session-token", token)
		}
		if presigned {
			return m.presign()
		}
		return m.sign()
	}
	for _, c := range []struct {
		what   string
		token  string
		bucket *store.Bucket
		late   bool
		want   *rule.Rule
	}{
		{"right", sessionToken, directory, false, nil},
		{"another directory bucket", sessionToken, &store.Bucket{Name: "c--use1-az4--x-s3", Type: store.Directory}, false, sigv4.RuleSessionBucket},
		{"general purpose bucket", sessionToken, &store.Bucket{Name: name}, false, sigv4.RuleSessionBucket},
		{"no token", "", directory, false, sigv4.RuleTokenMissing},
		{"another token", otherToken, directory, false, sigv4.RuleTokenOther},
		{"no token at all", "?", directory, false, sigv4.RuleTokenMalformed},
		{"expired", sessionToken, directory, true, sigv4.RuleTokenExpired},
	} {
		for _, presigned := range []bool{false, true} {
			r := message(c.token, presigned).request(t)
			if c.late {
				r.Time = r.Time.Add(1)
			}
			id, err := (&sigv4.Authenticator{Credentials: credentials}).Authenticate(t.Context(), r, c.bucket)
			var e *getobject.Error
			if errors.As(err, &e); c.want == nil && (err != nil || id.Session != getobject.SessionReadOnly) || c.want != nil && (e == nil || e.Rule != c.want) {
				if c.bucket.Type != store.Directory && e != nil && (e.Rule == sigv4.RuleAuthorizationService || e.Rule == sigv4.RulePresignedService) {
					continue // the service of the scope is looked at before
				}
				t.Errorf("%s, presigned %v: %+v, %v; want %s", c.what, presigned, id, err, nameOf(c.want))
			}
		}
	}
}
