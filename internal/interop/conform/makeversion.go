package main

import (
	"bytes"
	"cmp"
	"context"
	"crypto/md5" //nolint:gosec // What SSE-C sends beside a key.
	"encoding/base64"
	"fmt"
	"mime"
	"net/url"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

// A madeVersion is a version in the fixture and on the server. It lacks why it could not be made.
type madeVersion struct {
	objectVersion
	id, tag  string
	modified time.Time
	lacks    string
}

// object makes the versions of a key, from the oldest to the newest, and returns them from the
// newest to the oldest.
func (m *maker) object(ctx context.Context, b *bucket, o *object) []madeVersion {
	all := o.all()
	made := make([]madeVersion, len(all))
	versioned := b.Versioning == "enabled" || b.Versioning == "suspended"
	for i, v := range slices.Backward(all) {
		made[i] = madeVersion{objectVersion: v, lacks: v.unmakeable()}
		if made[i].lacks != "" {
			continue
		}
		state := ""
		switch {
		case versioned && v.isNull():
			state = "suspended"
		case versioned:
			state = "enabled"
		}
		err := m.versioning(ctx, b, state)
		if err == nil {
			err = m.version(ctx, b, o.Key, &made[i])
		}
		if err != nil {
			made[i].lacks = "the server cannot make the object: " + brief(err)
		}
	}
	return made
}

// version makes one version.
func (m *maker) version(ctx context.Context, b *bucket, key string, v *madeVersion) error {
	name := aws.String(m.names[b.Name])
	if v.DeleteMarker {
		out, err := m.c.DeleteObject(ctx, &s3.DeleteObjectInput{Bucket: name, Key: &key})
		if err == nil {
			v.id, v.modified = aws.ToString(out.VersionId), time.Now()
		}
		return err
	}
	var err error
	if len(v.Parts) > 0 {
		err = m.upload(ctx, *name, key, v)
	} else {
		err = m.put(ctx, *name, key, v)
	}
	if err != nil {
		return err
	}
	in := &s3.HeadObjectInput{Bucket: name, Key: &key}
	in.SSECustomerAlgorithm, in.SSECustomerKey, in.SSECustomerKeyMD5 = v.customerKey()
	out, err := m.c.HeadObject(ctx, in)
	if err == nil {
		v.id, v.tag, v.modified = aws.ToString(out.VersionId), aws.ToString(out.ETag), aws.ToTime(out.LastModified)
	}
	return err
}

// customerKey returns the header fields of a customer's key.
func (v *madeVersion) customerKey() (algorithm, key, digest *string) {
	if v.SSE == nil || v.SSE.CustomerKey == "" {
		return nil, nil, nil
	}
	raw, _ := base64.StdEncoding.DecodeString(v.SSE.CustomerKey)
	sum := md5.Sum(raw)
	return aws.String("AES256"), &v.SSE.CustomerKey, aws.String(base64.StdEncoding.EncodeToString(sum[:]))
}

// text returns a pointer to a text that is not empty.
func text(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// content returns the bytes of a version. Byte i of one that is given by its size is i modulo 251.
func (v *objectVersion) content() []byte {
	switch {
	case v.Content.Size > 0:
		b := make([]byte, v.Content.Size)
		for i := range b {
			b[i] = byte(i % 251)
		}
		return b
	case v.Content.Base64 != "":
		b, _ := base64.StdEncoding.DecodeString(v.Content.Base64)
		return b
	}
	return []byte(v.Content.Text)
}

// tagging returns tags as a header has them, made up where only their number is known.
func (v *objectVersion) tagging() *string {
	tags := url.Values{}
	for i := range v.TagCount {
		tags.Set(fmt.Sprint("tag", i), "x")
	}
	for k, value := range v.Tags {
		tags.Set(k, value)
	}
	return text(tags.Encode())
}

// metadata returns metadata as headers carry it.
func (v *objectVersion) metadata() map[string]string {
	out := map[string]string{}
	for name, value := range v.Metadata {
		out[name] = mime.BEncoding.Encode("UTF-8", value)
	}
	return out
}

func (m *maker) put(ctx context.Context, bucket, key string, v *madeVersion) error {
	in := &s3.PutObjectInput{
		Bucket: &bucket, Key: &key, Body: bytes.NewReader(v.content()), ContentType: aws.String(cmp.Or(v.ContentType, "binary/octet-stream")), CacheControl: text(v.CacheControl),
		ContentDisposition: text(v.ContentDisposition), ContentEncoding: text(v.ContentEncoding), ContentLanguage: text(v.ContentLanguage),
		Metadata: v.metadata(), StorageClass: types.StorageClass(v.StorageClass), Tagging: v.tagging(), WebsiteRedirectLocation: text(v.WebsiteRedirectLocation),
	}
	in.SSECustomerAlgorithm, in.SSECustomerKey, in.SSECustomerKeyMD5 = v.customerKey()
	if v.SSE != nil && v.SSE.Algorithm != "" {
		in.ServerSideEncryption = types.ServerSideEncryption(v.SSE.Algorithm)
	}
	if v.Checksum != nil {
		in.ChecksumAlgorithm = types.ChecksumAlgorithm(v.Checksum.Algorithm)
	}
	var options []func(*s3.Options)
	if v.Expires != "" { // as it is, which the SDK would parse
		options = append(options, header("Expires", v.Expires))
	}
	_, err := m.c.PutObject(ctx, in, options...)
	return err
}

func (m *maker) upload(ctx context.Context, bucket, key string, v *madeVersion) error {
	begun, err := m.c.CreateMultipartUpload(ctx, &s3.CreateMultipartUploadInput{
		Bucket: &bucket, Key: &key, ContentType: aws.String(cmp.Or(v.ContentType, "binary/octet-stream")), CacheControl: text(v.CacheControl), Metadata: v.metadata(), Tagging: v.tagging(),
	})
	if err != nil {
		return err
	}
	rest, parts := v.content(), []types.CompletedPart{}
	for i, size := range v.Parts {
		number := aws.Int32(int32(i + 1))
		out, err := m.c.UploadPart(ctx, &s3.UploadPartInput{Bucket: &bucket, Key: &key, UploadId: begun.UploadId, PartNumber: number, Body: bytes.NewReader(rest[:size])})
		if err != nil {
			return err
		}
		rest, parts = rest[size:], append(parts, types.CompletedPart{PartNumber: number, ETag: out.ETag})
	}
	_, err = m.c.CompleteMultipartUpload(ctx, &s3.CompleteMultipartUploadInput{Bucket: &bucket, Key: &key, UploadId: begun.UploadId, MultipartUpload: &types.CompletedMultipartUpload{Parts: parts}})
	return err
}
