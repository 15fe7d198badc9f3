package sigv4_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/getobject/sigv4"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

// hidden is the secret of these requests: text that stands for itself in a header, in a
// query, in XML and in JSON.
const hidden = "c2VjcmV0b2Z0aGVjdXN0b21lcjEyMzQ1Njc4OTAxMjM"

// hiddenForms are how hidden may be printed.
var hiddenForms = []string{
	hidden, strings.ToLower(hidden), hex.EncodeToString([]byte(hidden)), strings.ToUpper(hex.EncodeToString([]byte(hidden))),
	fmt.Sprintf("% x", hidden), fmt.Sprintf("%#v", []byte(hidden))[len("[]byte{"):60], strings.Trim(fmt.Sprint([]byte(hidden)), "[]"),
	strings.ReplaceAll(strings.Trim(fmt.Sprint([]byte(hidden)), "[]"), " ", ","), base64.StdEncoding.EncodeToString([]byte(hidden))[:40],
}

func shows(text string) bool {
	for _, form := range hiddenForms {
		if strings.Contains(text, form) {
			return true
		}
	}
	return false
}

// prints is v printed in every way that a program would.
func prints(v any) map[string]string {
	out := map[string]string{}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "% x", "%d", "%t"} {
		out[verb] = fmt.Sprintf(verb, v)
	}
	var text, js bytes.Buffer
	for _, h := range []slog.Handler{slog.NewTextHandler(&text, nil), slog.NewJSONHandler(&js, nil)} {
		slog.New(h).Info("m", "v", v, slog.Group("g", slog.Any("v", v)))
	}
	out["slog text"], out["slog JSON"] = text.String(), js.String()
	if b, err := json.Marshal(v); err == nil {
		out["JSON"] = string(b)
	}
	if b, err := xml.Marshal(v); err == nil {
		out["XML"] = string(b)
	}
	return out
}

const keyField = "x-amz-server-side-encryption-customer-key"

// refusals are requests with a secret that are refused, each by the rule that it names.
// Those that are told of their token get it back, as from S3.
var refusals = []struct {
	rule   *rule.Rule
	m      func() *message
	secure bool
	told   bool // the document repeats the secret
}{
	{rule.SSEInsecure, func() *message { return wrongSecret(withKey(newMessage())).sign() }, false, false},
	{rule.SSEInsecure, func() *message { return wrongSecret(withKey(newMessage())).presign() }, false, false},
	{rule.SSEInsecure, func() *message { return newMessage().add(keyField, hidden) }, false, false},
	{sigv4.RuleSignatureMismatch, func() *message { return wrongSecret(withKey(newMessage())).sign() }, true, false},
	{sigv4.RuleSignatureMismatch, func() *message { return wrongSecret(withKey(newMessage())).presign() }, true, false},
	{sigv4.RuleSignatureMismatch, func() *message { return wrongSecret(newMessage().param(keyField, hidden)).presign() }, true, false},
	{sigv4.RuleSignatureMismatch, func() *message {
		return wrongSecret(newMessage().param("X-Amz-Server-Side-Encryption-Customer-Key", hidden)).sign()
	}, false, false},
	{sigv4.RuleSignatureMismatch, func() *message { return wrongSecret(temporary(hidden)).sign() }, true, false},
	{sigv4.RuleSignatureMismatch, func() *message { return wrongSecret(temporary(hidden)).presign() }, true, false},
	{sigv4.RuleSignatureMismatch, func() *message { return wrongSecret(longLived(hidden)).sign() }, true, false},
	{sigv4.RuleSignatureMismatch, func() *message {
		return wrongSecret(newMessage().add("x-amz-copy-source-server-side-encryption-customer-key", hidden)).sign()
	}, true, false},
	{sigv4.RuleSignatureMismatch, func() *message {
		return wrongSecret(newMessage().add("cookie", "session="+hidden).add("proxy-authorization", "Basic "+hidden)).sign()
	}, true, false},
	{sigv4.RuleTokenExpired, func() *message { return as(longLived(hidden), "ASIALAPSED", "lapsed-secret").sign() }, true, true},
	{sigv4.RuleTokenMalformed, func() *message { return temporary(hidden + "-!").sign() }, true, true},
	{sigv4.RuleTokenMalformed, func() *message { return temporary(hidden + "-!").presign() }, true, true},
	{sigv4.RuleTokenUnexpected, func() *message { return longLived(hidden).sign() }, true, true},
	{sigv4.RuleTokenOther, func() *message { return as(longLived(hidden), "ASIAOTHER", "other-secret").sign() }, true, false},
	{sigv4.RuleAuthorizationType, func() *message { return newMessage().add("Authorization", "Basic "+hidden) }, true, true},
	{sigv4.RuleAuthorizationBlank, func() *message { return newMessage().add("Authorization", hidden) }, true, true},
	{sigv4.RuleSignatureMechanisms, func() *message { return newMessage().add("Authorization", hidden).param("Signature", "x") }, true, true},
	{sigv4.RuleUnsignedHeaders, func() *message { return withKey(newMessage().sign()) }, true, false},
	{rule.SSEDigest, func() *message { return withKey(newMessage()).add(keyField+"-md5", "x").sign() }, true, false},
	{rule.SSENotApplicable, func() *message { return withKey(newMessage()).sign() }, true, false},
	{rule.HeaderTooLarge, func() *message { return withKey(newMessage()).add("x", strings.Repeat("x", 9000)) }, true, false},
}

func withKey(m *message) *message {
	return m.add(keyField, hidden).add("x-amz-server-side-encryption-customer-algorithm", "AES256")
}

// hiders know the credentials of refusals.
var hiders = sigv4.Static{
	"AKIDOWNER":  {SecretKey: sigv4.NewSecretKey("owner-secret")},
	"ASIATEMP":   {SecretKey: sigv4.NewSecretKey("temp-secret"), SessionToken: hidden},
	"ASIALAPSED": {SecretKey: sigv4.NewSecretKey("lapsed-secret"), SessionToken: hidden, Expiry: noon.Add(-time.Hour)},
	"ASIAOTHER":  {SecretKey: sigv4.NewSecretKey("other-secret"), SessionToken: "b3RoZXI="},
}

// httpRequest returns m as package net/http makes it.
func (m *message) httpRequest(t failer) *http.Request {
	r := m.request(t)
	return &http.Request{Method: m.method, Host: m.host, Header: r.Header, URL: &url.URL{Path: m.path, RawQuery: r.Wire.RawQuery}}
}

// TestRefusalsHideSecrets refuses requests with secrets and prints the error, the record
// and the explanation in every way: none of them shows a secret, and the client gets back
// what S3 sends back and nothing else.
func TestRefusalsHideSecrets(t *testing.T) {
	s := memstore.New()
	if err := s.CreateBucket(store.Bucket{Name: "b"}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Put("b", "k", memstore.Version{Content: []byte("x")}); err != nil {
		t.Fatal(err)
	}
	for i, tt := range refusals {
		var logged bytes.Buffer
		h := &getobject.Handler{
			Store: s, Authorizer: getobject.AllowAll{}, Authenticator: &sigv4.Authenticator{Credentials: hiders},
			Now:    func() time.Time { return noon },
			Secure: func(*http.Request) bool { return tt.secure },
		}
		for _, format := range []slog.Handler{slog.NewTextHandler(&logged, nil), slog.NewJSONHandler(&logged, nil)} {
			h.Log = slog.New(format)
			done := false
			h.Done = func(rec getobject.Record) {
				done = true
				if rec.Rule != tt.rule {
					t.Errorf("%d: refused by %v (%v), want %v", i, rec.Rule, rec.Err, tt.rule)
				}
				e, _ := rec.Err.(*getobject.Error)
				for _, v := range []any{rec, &rec, rec.Err, *e, e.Detail, errors.Join(rec.Err, errors.New("x")), fmt.Errorf("y: %w", rec.Err),
					struct{ inside getobject.Error }{*e}, map[string]any{"k": []any{rec}}} {
					for how, text := range prints(v) {
						if shows(text) {
							t.Errorf("%d, %v: %s of %T shows the secret: %.300s", i, tt.rule, how, v, text)
						}
					}
				}
			}
			w := httptest.NewRecorder()
			h.ServeHTTP(w, tt.m().httpRequest(t))
			if body := w.Body.String(); !done || shows(body) != tt.told {
				t.Errorf("%d, %v: document shows the secret: %v, want %v: %s", i, tt.rule, !tt.told, tt.told, body)
			}
		}
		if shows(logged.String()) {
			t.Errorf("%d, %v: log shows the secret: %s", i, tt.rule, logged.String())
		}
		x := h.Operation().Explain(context.Background(), tt.m().httpRequest(t), getobject.ParseOptions{Secure: tt.secure, Now: noon})
		for how, text := range prints(x) {
			if shows(text) {
				t.Errorf("%d, %v: %s of the explanation shows the secret: %.300s", i, tt.rule, how, text)
			}
		}
	}
}

// TestRedactedDigest: StringToSign has the hash of the whole canonical request, also where
// the one that is shown is redacted.
func TestRedactedDigest(t *testing.T) {
	m := wrongSecret(withKey(newMessage())).sign()
	_, e := authenticate(t, m)
	shown, toSign := detail(e, "CanonicalRequest"), detail(e, "StringToSign")
	without := newMessage()
	without.header = m.header[:len(m.header)-1] // all but Authorization
	whole := without.canonical(emptyHash)
	if want := strings.Replace(whole, hidden, "[redacted]", 1); shown != want || !strings.HasSuffix(toSign, "\n"+hexHash(whole)) {
		t.Errorf("CanonicalRequest = %q and StringToSign = %q, want %q and the hash of %q", shown, toSign, want, whole)
	}
	if got, want := detail(e, "CanonicalRequestBytes"), fmt.Sprintf("% x", shown); got != want {
		t.Errorf("CanonicalRequestBytes = %s, want %s", got, want)
	}
}
