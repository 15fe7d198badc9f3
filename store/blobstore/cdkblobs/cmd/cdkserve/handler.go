package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/s3write"
	"github.com/s3get/s3get/getobject/sigv4"
	"github.com/s3get/s3get/store/write"
)

// account is that of the owner, who has all keys.
const account = "111122223333"

// readKeys reads a file of keys.
func readKeys(file string) (sigv4.Static, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	keys := sigv4.Static{}
	for line := range strings.Lines(string(text)) {
		words := strings.Fields(line)
		switch len(words) {
		case 0:
		case 2:
			keys[words[0]] = sigv4.Credential{
				SecretKey: sigv4.NewSecretKey(words[1]),
				Identity:  getobject.Identity{AccessKey: words[0], Account: account, ARN: "arn:aws:iam::" + account + ":root"},
			}
		default:
			return nil, fmt.Errorf("%s: a line has an access key and a secret key", file)
		}
	}
	if len(keys) == 0 {
		return nil, fmt.Errorf("%s has no keys", file)
	}
	return keys, nil
}

// newHandler returns the handler of reads, which passes other requests on to that of writes.
func newHandler(objects write.Store, keys sigv4.Static) *getobject.Handler {
	h := &getobject.Handler{
		Store:         objects,
		Authenticator: &sigv4.Authenticator{Credentials: keys},
		Authorizer:    owner{},
		Server:        "AmazonS3",
	}
	h.Next = &s3write.Handler{Read: h, Store: objects}
	return h
}

// An owner is the only one who may do anything.
type owner struct{}

// Authorize allows what is signed.
func (owner) Authorize(_ context.Context, a getobject.Access) (getobject.Verdict, error) {
	if a.Identity.AccessKey == "" {
		return getobject.Deny, nil
	}
	return getobject.Allow, nil
}
