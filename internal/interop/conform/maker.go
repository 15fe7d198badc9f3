package main

import (
	"context"
	"encoding/json"
	"errors"
	"log"
	"net/url"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"

	"github.com/s3get/s3get/getobject/vectors"
)

// A maker makes what a fixture describes, and knows what came of it.
type maker struct {
	e      *endpoint
	c      *s3.Client
	state  *fixture
	file   vectors.File
	names  map[string]string // of buckets, by those in the fixture
	broken map[string]string // why a bucket is not there, by its name in the fixture
	closed map[string]string // why a bucket is not open to everybody, likewise

	versions map[string]map[string][]madeVersion // by bucket and key in the fixture
}

func newMaker(e *endpoint, f vectors.File) (*maker, error) {
	state := new(fixture)
	if err := json.Unmarshal(f.Fixture, state); err != nil {
		return nil, err
	}
	m := &maker{e: e, c: e.client(), file: f, state: state, names: map[string]string{}, broken: map[string]string{}, closed: map[string]string{}, versions: map[string]map[string][]madeVersion{}}
	for _, b := range state.Buckets {
		m.names[b.Name] = newName()
	}
	return m, nil
}

// make makes the buckets and their objects. What fails is noted.
func (m *maker) make(ctx context.Context) {
	for i := range m.state.Buckets {
		b := &m.state.Buckets[i]
		if why := b.unmakeable(); why != "" {
			m.broken[b.Name] = why
			continue
		}
		created, err := m.bucket(ctx, b)
		if created {
			m.versions[b.Name] = map[string][]madeVersion{}
		}
		if err != nil {
			m.broken[b.Name] = "the server cannot make the bucket: " + brief(err)
			continue
		}
		for j := range b.Objects {
			o := &b.Objects[j]
			m.versions[b.Name][o.Key] = m.object(ctx, b, o)
		}
		if err := m.versioning(ctx, b, b.Versioning); err != nil {
			m.broken[b.Name] = "the server cannot version: " + brief(err)
		}
	}
}

// brief is an error of the SDK in a few words.
func brief(err error) string {
	var refused smithy.APIError
	if errors.As(err, &refused) {
		return refused.ErrorCode()
	}
	return err.Error()
}

// bucket makes a bucket, and reports whether there is one, whatever else fails.
func (m *maker) bucket(ctx context.Context, b *bucket) (created bool, err error) {
	name := aws.String(m.names[b.Name])
	_, err = m.c.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: name})
	created = err == nil
	if err == nil && len(b.CORS) > 0 {
		var rules []types.CORSRule
		for _, r := range b.CORS {
			rule := types.CORSRule{AllowedOrigins: r.AllowedOrigins, AllowedMethods: r.AllowedMethods, AllowedHeaders: r.AllowedHeaders, ExposeHeaders: r.ExposeHeaders}
			if r.MaxAgeSeconds > 0 {
				rule.MaxAgeSeconds = aws.Int32(r.MaxAgeSeconds)
			}
			rules = append(rules, rule)
		}
		_, err = m.c.PutBucketCors(ctx, &s3.PutBucketCorsInput{Bucket: name, CORSConfiguration: &types.CORSConfiguration{CORSRules: rules}})
	}
	if err == nil && b.RequesterPays {
		_, err = m.c.PutBucketRequestPayment(ctx, &s3.PutBucketRequestPaymentInput{Bucket: name, RequestPaymentConfiguration: &types.RequestPaymentConfiguration{Payer: types.PayerRequester}})
	}
	if err == nil && len(m.state.Anonymous) > 0 {
		if refused := m.open(ctx, *name); refused != nil {
			m.closed[b.Name] = "the server cannot open a bucket to everybody: " + brief(refused)
		}
	}
	return created, err
}

// open lets everybody do what the fixture lets them.
func (m *maker) open(ctx context.Context, name string) error {
	// Not every server has this, and one that does not took its deletion for that of the bucket.
	no := aws.Bool(false)
	_, _ = m.c.PutPublicAccessBlock(ctx, &s3.PutPublicAccessBlockInput{Bucket: &name, PublicAccessBlockConfiguration: &types.PublicAccessBlockConfiguration{
		BlockPublicAcls: no, BlockPublicPolicy: no, IgnorePublicAcls: no, RestrictPublicBuckets: no,
	}})
	var statements []map[string]any
	for _, action := range m.state.Anonymous {
		resource := "arn:aws:s3:::" + name
		if action != "s3:ListBucket" {
			resource += "/*"
		}
		statements = append(statements, map[string]any{"Effect": "Allow", "Principal": map[string]any{"AWS": []string{"*"}}, "Action": []string{action}, "Resource": []string{resource}})
	}
	text, err := json.Marshal(map[string]any{"Version": "2012-10-17", "Statement": statements})
	if err == nil {
		_, err = m.c.PutBucketPolicy(ctx, &s3.PutBucketPolicyInput{Bucket: &name, Policy: aws.String(string(text))})
	}
	return err
}

// versioning sets the versioning of a bucket, unless it never was another.
func (m *maker) versioning(ctx context.Context, b *bucket, state string) error {
	status := types.BucketVersioningStatusEnabled
	switch state {
	case "", "unversioned":
		return nil
	case "suspended":
		status = types.BucketVersioningStatusSuspended
	}
	_, err := m.c.PutBucketVersioning(ctx, &s3.PutBucketVersioningInput{Bucket: aws.String(m.names[b.Name]), VersioningConfiguration: &types.VersioningConfiguration{Status: status}})
	return err
}

// remove takes all away that was made.
func (m *maker) remove(ctx context.Context) {
	for fixtureName, made := range m.versions {
		name := m.names[fixtureName]
		var failed error
		// Keys are listed encoded, since some have characters that no reader of XML takes.
		pages := s3.NewListObjectVersionsPaginator(m.c, &s3.ListObjectVersionsInput{Bucket: &name, EncodingType: types.EncodingTypeUrl})
		for pages.HasMorePages() && failed == nil {
			var page *s3.ListObjectVersionsOutput
			if page, failed = pages.NextPage(ctx); failed != nil {
				break
			}
			for _, v := range page.Versions {
				m.removeVersion(ctx, page, v.Key, v.VersionId)
			}
			for _, v := range page.DeleteMarkers {
				m.removeVersion(ctx, page, v.Key, v.VersionId)
			}
		}
		for key := range made {
			if failed != nil { // of a server that lists no versions
				_, _ = m.c.DeleteObject(ctx, &s3.DeleteObjectInput{Bucket: &name, Key: &key})
			}
		}
		if _, err := m.c.DeleteBucket(ctx, &s3.DeleteBucketInput{Bucket: &name}); err != nil && brief(err) != "NoSuchBucket" {
			log.Printf("the bucket %s is left: %v", name, err)
		}
	}
}

// removeVersion deletes a version of a page.
func (m *maker) removeVersion(ctx context.Context, page *s3.ListObjectVersionsOutput, key, id *string) {
	decoded, err := url.QueryUnescape(aws.ToString(key))
	if err == nil && page.EncodingType == types.EncodingTypeUrl {
		key = &decoded
	}
	_, _ = m.c.DeleteObject(ctx, &s3.DeleteObjectInput{Bucket: page.Name, Key: key, VersionId: id})
}

// fixture returns the fixture with what the server gave: what the runner of vectors reads of it.
func (m *maker) fixture(data json.RawMessage) (json.RawMessage, error) {
	var all map[string]any
	if err := json.Unmarshal(data, &all); err != nil {
		return nil, err
	}
	principals, _ := all["principals"].([]any)
	for i, p := range principals {
		if m.state.Principals[i].isOwner() {
			p := p.(map[string]any)
			p["accessKey"], p["secretKey"] = m.e.accessKey, m.e.secretKey
		}
	}
	buckets, _ := all["buckets"].([]any)
	for _, b := range buckets {
		b := b.(map[string]any)
		given := b["name"].(string)
		b["name"], b["region"] = m.names[given], m.e.region
		objects, _ := b["objects"].([]any)
		for _, o := range objects {
			o := o.(map[string]any)
			versions, _ := o["versions"].([]any)
			for j, v := range versions {
				if made := m.versions[given][o["key"].(string)]; j < len(made) && made[j].id != "" {
					v.(map[string]any)["versionId"] = made[j].id
				}
			}
		}
	}
	return json.Marshal(all)
}

// known reports whether a text is like a version id.
func known(id string) bool { return id != "" && !strings.ContainsAny(id, " /") }
