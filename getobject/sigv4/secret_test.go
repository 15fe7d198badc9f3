package sigv4_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject/sigv4"
)

// TestSecretKeyHidden prints a secret in every way there is, bare and inside of things,
// and looks for it.
func TestSecretKeyHidden(t *testing.T) {
	const secret = "wJalrXUtnFEMI/K7MDENG"
	key := sigv4.NewSecretKey(secret)
	credential := sigv4.Credential{SecretKey: key}
	inside := struct{ credential sigv4.Credential }{credential}
	var out bytes.Buffer
	for _, v := range []any{key, &key, credential, &credential, inside, &inside, sigv4.Static{"k": credential},
		sigv4.Authenticator{Credentials: sigv4.Static{"k": credential}}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			fmt.Fprintf(&out, verb, v)
		}
		slog.New(slog.NewTextHandler(&out, nil)).Info("m", "v", v)
		slog.New(slog.NewJSONHandler(&out, nil)).Info("m", "v", v)
		if b, err := json.Marshal(v); err == nil {
			out.Write(b)
		}
	}
	for _, form := range []string{
		secret, hex.EncodeToString([]byte(secret)), base64.StdEncoding.EncodeToString([]byte(secret)),
		strings.Trim(fmt.Sprint([]byte(secret)), "[]"),
	} {
		if strings.Contains(strings.ToLower(out.String()), strings.ToLower(form)) {
			t.Errorf("output has the secret as %q", form)
		}
	}
	if text, _ := key.MarshalText(); key.String() != string(text) || key.GoString() != string(text) || key.LogValue().String() != string(text) {
		t.Error("String, GoString, LogValue and MarshalText differ")
	}
}

func TestSecretKeyZero(t *testing.T) {
	if k := sigv4.NewSecretKey(""); !k.IsZero() || !(sigv4.SecretKey{}).IsZero() || sigv4.NewSecretKey("x").IsZero() {
		t.Error("only a SecretKey without text is zero")
	}
	if got := len(sigv4.SigningKey("", "20130524", "us-east-1", "s3")); got != 32 {
		t.Errorf("the key of no secret has %d bytes, want 32", got)
	}
}
