package main

import (
	"context"
	"crypto/md5" //nolint:gosec // What the digest of a customer's key is.
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"github.com/s3get/s3get/getobject/getobjecttest"
	"github.com/s3get/s3get/getobject/vectors"
)

// keyFields returns the fields of a customer's key.
func keyFields(key string) []vectors.Line {
	raw, _ := base64.StdEncoding.DecodeString(key)
	sum := md5.Sum(raw) //nolint:gosec // As above.
	return []vectors.Line{
		{Name: "x-amz-server-side-encryption-customer-algorithm", Value: "AES256"},
		{Name: "x-amz-server-side-encryption-customer-key", Value: key},
		{Name: "x-amz-server-side-encryption-customer-key-MD5", Value: base64.StdEncoding.EncodeToString(sum[:])},
	}
}

// fill puts the objects. One that cannot be put is noted, and what it is for is not asked.
func (s *session) fill(ctx context.Context) error {
	for _, o := range s.objects {
		list := o.all()
		for _, v := range slices.Backward(list) {
			err := s.put(ctx, o.Key, v)
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if err != nil {
				fmt.Fprintln(s.out, s.who.hide(err.Error()))
				s.broken[o.Key] = "its object could not be made"
				break
			}
		}
	}
	if err := s.learn(ctx); err != nil {
		return err
	}
	return s.awaitRules(ctx)
}

// put makes one version of a key, and notes its id. Versions may take effect late.
func (s *session) put(ctx context.Context, key string, v version) error {
	step := vectors.Step{Request: vectors.Request{Method: http.MethodPut, Key: key, Headers: v.fields()}, Body: &vectors.Body{Text: v.Content.Text}}
	if v.DeleteMarker {
		step = vectors.Step{Request: vectors.Request{Method: http.MethodDelete, Key: key}}
	}
	for range tries {
		a, err := s.succeeded(ctx, "the object "+key, step)
		if a != nil && a.Status == http.StatusForbidden && v.SSE.CustomerKey != "" {
			if a, err = s.putUnblocked(ctx, key, step); err != nil {
				return err
			}
		}
		if err != nil {
			return err
		}
		if id := a.Header.Get("x-amz-version-id"); id != "" && id != "null" {
			s.given[v.VersionID] = id
			return nil
		}
		if err := s.wait(ctx); err != nil {
			return err
		}
	}
	return fmt.Errorf("the object %s: it has no version id", key)
}

// putUnblocked lets the bucket take customers' keys, which new buckets of S3 do not since April
// 2026, and puts again.
func (s *session) putUnblocked(ctx context.Context, key string, step vectors.Step) (*getobjecttest.Answer, error) {
	const allowed = `<ServerSideEncryptionConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Rule><ApplyServerSideEncryptionByDefault>` +
		`<SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault><BlockedEncryptionTypes><EncryptionType>NONE</EncryptionType>` +
		`</BlockedEncryptionTypes></Rule></ServerSideEncryptionConfiguration>`
	if err := s.configure(ctx, "encryption", allowed); err != nil {
		return nil, err
	}
	err := errors.New("never tried")
	for range tries {
		var a *getobjecttest.Answer
		if a, err = s.succeeded(ctx, "the object "+key, step); err == nil {
			return a, nil
		}
		if stopped := s.wait(ctx); stopped != nil {
			return nil, stopped
		}
	}
	return nil, err
}

// awaitRules waits until the CORS rules have taken effect.
func (s *session) awaitRules(ctx context.Context) error {
	if s.noRules {
		return nil
	}
	r := vectors.Request{
		Method: http.MethodOptions, Bucket: s.bucket, Key: "any", TLS: s.server.target.TLSAddr != "",
		Headers: []vectors.Line{
			{Name: "Origin", Value: s.state.CORS[0].AllowedOrigins[0]},
			{Name: "Access-Control-Request-Method", Value: s.state.CORS[0].AllowedMethods[0]},
		},
	}
	for range tries {
		a, err := s.exchange(ctx, vectors.Step{Request: r})
		if err == nil && a.Status == http.StatusOK {
			return nil
		}
		if err := s.wait(ctx); err != nil {
			return err
		}
	}
	fmt.Fprintln(s.out, "The CORS rules have not taken effect; what they decide may be answered wrongly.")
	return nil
}
