package sigv4_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/sigv4"
)

// changing is a store of which every access key has the secret that it has now.
type changing struct {
	mu     sync.Mutex
	secret string
}

func (c *changing) set(secret string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.secret = secret
}

func (c *changing) Credential(context.Context, string) (sigv4.Credential, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return sigv4.Credential{SecretKey: sigv4.NewSecretKey(c.secret), Identity: getobject.Identity{Account: "111122223333"}}, nil
}

// TestChangedSecret: a signature with a secret that is no more the one is refused, also when it was
// good a moment ago, and is good again when the secret is.
func TestChangedSecret(t *testing.T) {
	good := newMessage()
	for name, r := range map[string]*getobject.Request{
		"header": good.sign().request(t), "presigned": newMessage().presign().request(t),
	} {
		store := &changing{secret: "owner-secret"}
		a := &sigv4.Authenticator{Credentials: store}
		for i := range 10 {
			store.set("owner-secret")
			if _, err := a.Authenticate(t.Context(), r, nil); err != nil {
				t.Fatalf("%s, round %d: %v, want no error", name, i, err)
			}
			store.set("another" + fmt.Sprint(i%2))
			if _, err := a.Authenticate(t.Context(), r, nil); err == nil {
				t.Fatalf("%s, round %d: the secret of before is accepted", name, i)
			}
		}
	}
}

// TestManyKeys: no key is taken for another while more come than are remembered, in several
// goroutines.
func TestManyKeys(t *testing.T) {
	right := newMessage().sign().request(t)
	store := sigv4.Static{}
	a := &sigv4.Authenticator{Credentials: store}
	const keys = 3 * sigv4.KeyringSize
	store["AKIDOWNER"] = sigv4.Credential{SecretKey: sigv4.NewSecretKey("owner-secret")}
	for i := range keys {
		store[fmt.Sprint("KEY", i)] = sigv4.Credential{SecretKey: sigv4.NewSecretKey(fmt.Sprint("secret", i))}
	}
	var wait sync.WaitGroup
	for w := range 4 {
		wait.Go(func() {
			for i := range keys {
				key := fmt.Sprint("KEY", (i+w*keys/4)%keys)
				m := newMessage()
				m.accessKey, m.secretKey = key, strings.Replace(key, "KEY", "secret", 1)
				if got, err := a.Authenticate(t.Context(), m.sign().request(t), nil); err != nil || got.AccessKey != key {
					t.Errorf("%s: %v, %v", key, got, err)
				}
				m.secretKey += "x"
				if _, err := a.Authenticate(t.Context(), m.sign().request(t), nil); err == nil {
					t.Errorf("%s: another secret is accepted", key)
				}
				if _, err := a.Authenticate(t.Context(), right, nil); err != nil {
					t.Errorf("the owner: %v", err)
				}
			}
		})
	}
	wait.Wait()
	if n := sigv4.Remembered(a); n > 2*sigv4.KeyringSize {
		t.Errorf("%d keys are remembered, want %d at most", n, 2*sigv4.KeyringSize)
	}
}

// TestKeyringHides: an Authenticator that remembers keys shows neither them nor secrets.
func TestKeyringHides(t *testing.T) {
	a := &sigv4.Authenticator{Credentials: &changing{secret: hidden}}
	m := newMessage()
	m.secretKey = hidden
	if _, err := a.Authenticate(t.Context(), m.sign().request(t), nil); err != nil || sigv4.Remembered(a) != 1 {
		t.Fatalf("Authenticate: %v, %d keys remembered", err, sigv4.Remembered(a))
	}
	a.Credentials = nil // which a program has to hide by itself
	for how, text := range prints(a) {
		if shows(text) {
			t.Errorf("%s shows the secret: %s", how, text)
		}
	}
}
