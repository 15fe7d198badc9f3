package interop_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/feature/s3/transfermanager"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/s3write"
	"github.com/s3get/s3get/getobject/sigv4"
	"github.com/s3get/s3get/store/memstore"
)

// writable returns a client of an empty store that is written to, with TLS or without, which
// is what the SDK chooses the form of its bodies by. It has a bucket "books".
func writable(t *testing.T, secure bool) *s3.Client {
	t.Helper()
	m := memstore.New()
	h := &getobject.Handler{Store: m, Authorizer: getobject.AllowAll{}, Authenticator: &sigv4.Authenticator{
		Credentials: sigv4.Static{"AKIDEXAMPLE": {
			SecretKey: sigv4.NewSecretKey("secret"), Identity: getobject.Identity{Account: "123456789012"},
		}},
	}}
	h.Next = &s3write.Handler{Read: h, Store: memstore.Writer{Store: m}}
	s := httptest.NewUnstartedServer(h)
	if secure {
		s.StartTLS()
	} else {
		s.Start()
	}
	t.Cleanup(s.Close)
	client := s3.New(s3.Options{
		BaseEndpoint: aws.String(s.URL), Region: "us-east-1", UsePathStyle: true, HTTPClient: s.Client(),
		Credentials: credentials.NewStaticCredentialsProvider("AKIDEXAMPLE", "secret", ""), RetryMaxAttempts: 1,
	})
	if _, err := client.CreateBucket(t.Context(), &s3.CreateBucketInput{Bucket: aws.String("books")}); err != nil {
		t.Fatal(err)
	}
	return client
}

// forEachScheme runs a test with TLS and without.
func forEachScheme(t *testing.T, test func(t *testing.T, client *s3.Client)) {
	for _, secure := range []bool{false, true} {
		t.Run(fmt.Sprintf("TLS=%t", secure), func(t *testing.T) { test(t, writable(t, secure)) })
	}
}

// content returns that of a key, whose checksum the SDK verifies.
func content(t *testing.T, client *s3.Client, key string) string {
	t.Helper()
	out, err := client.GetObject(t.Context(), &s3.GetObjectInput{Bucket: aws.String("books"), Key: aws.String(key), ChecksumMode: types.ChecksumModeEnabled})
	if err != nil {
		t.Fatal(err)
	}
	defer out.Body.Close()
	b, err := io.ReadAll(out.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// code returns the code of an error of S3.
func code(err error) string {
	var api smithy.APIError
	if errors.As(err, &api) {
		return api.ErrorCode()
	}
	return ""
}

// TestWritePut puts with each checksum that the SDK computes, and on a condition.
func TestWritePut(t *testing.T) {
	forEachScheme(t, func(t *testing.T, client *s3.Client) {
		for _, a := range append(types.ChecksumAlgorithm("").Values(), "") {
			in := &s3.PutObjectInput{Bucket: aws.String("books"), Key: aws.String("a b/" + string(a)), Body: strings.NewReader("text"),
				ChecksumAlgorithm: a, Metadata: map[string]string{"kind": "poem"}, Tagging: aws.String("a=b")}
			if _, err := client.PutObject(t.Context(), in); err != nil {
				if code(err) == "" && !strings.Contains(err.Error(), "https response error") {
					t.Logf("%s: the SDK does not compute it: %v", a, err)
					continue
				}
				t.Errorf("%s: %v", a, err)
				continue
			}
			if got := content(t, client, *in.Key); got != "text" {
				t.Errorf("%s: content %q", a, got)
			}
		}
		in := &s3.PutObjectInput{Bucket: aws.String("books"), Key: aws.String("once"), Body: strings.NewReader("text"), IfNoneMatch: aws.String("*")}
		if _, err := client.PutObject(t.Context(), in); err != nil {
			t.Error(err)
		}
		in.Body = strings.NewReader("text")
		if _, err := client.PutObject(t.Context(), in); code(err) != "PreconditionFailed" {
			t.Errorf("the second PutObject = %v, want PreconditionFailed", err)
		}
	})
}

// TestWritePresigned puts by a presigned URL.
func TestWritePresigned(t *testing.T) {
	client := writable(t, true)
	req, err := s3.NewPresignClient(client).PresignPutObject(t.Context(), &s3.PutObjectInput{
		Bucket: aws.String("books"), Key: aws.String("k"), Metadata: map[string]string{"kind": "poem"}, StorageClass: types.StorageClassStandardIa,
	})
	if err != nil {
		t.Fatal(err)
	}
	hr, err := http.NewRequestWithContext(t.Context(), req.Method, req.URL, strings.NewReader("text"))
	if err != nil {
		t.Fatal(err)
	}
	for name, values := range req.SignedHeader {
		if name != "Host" && name != "Content-Length" {
			hr.Header[name] = values
		}
	}
	resp, err := client.Options().HTTPClient.Do(hr)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if b, _ := io.ReadAll(resp.Body); resp.StatusCode != 200 {
		t.Fatalf("%s: %s\n%s", resp.Status, b, req.URL)
	}
	out, err := client.HeadObject(t.Context(), &s3.HeadObjectInput{Bucket: aws.String("books"), Key: aws.String("k")})
	if err != nil || out.Metadata["kind"] != "poem" || out.StorageClass != "STANDARD_IA" {
		t.Errorf("HeadObject = %+v, %v", out, err)
	}
}

// TestWriteLists lists by the SDK's paginators, and deletes what was listed.
func TestWriteLists(t *testing.T) {
	client := writable(t, false)
	versioning := &types.VersioningConfiguration{Status: types.BucketVersioningStatusEnabled}
	if _, err := client.PutBucketVersioning(t.Context(), &s3.PutBucketVersioningInput{Bucket: aws.String("books"), VersioningConfiguration: versioning}); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"a", "a/b", "a/c", "d e", "é"} {
		if _, err := client.PutObject(t.Context(), &s3.PutObjectInput{Bucket: aws.String("books"), Key: aws.String(key), Body: strings.NewReader(key)}); err != nil {
			t.Fatal(err)
		}
	}
	var names []string
	pages := s3.NewListObjectsV2Paginator(client, &s3.ListObjectsV2Input{Bucket: aws.String("books"), Delimiter: aws.String("/"), MaxKeys: aws.Int32(2)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range page.Contents {
			names = append(names, *o.Key)
		}
		for _, p := range page.CommonPrefixes {
			names = append(names, *p.Prefix)
		}
	}
	if got := strings.Join(names, ","); got != "a,a/,d e,é" {
		t.Errorf("listed %q", got)
	}
	for round := range 2 {
		var all []types.ObjectIdentifier
		versions := s3.NewListObjectVersionsPaginator(client, &s3.ListObjectVersionsInput{Bucket: aws.String("books"), MaxKeys: aws.Int32(3)})
		for versions.HasMorePages() {
			page, err := versions.NextPage(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			for _, v := range page.Versions {
				all = append(all, types.ObjectIdentifier{Key: v.Key, VersionId: v.VersionId})
			}
			for _, v := range page.DeleteMarkers {
				all = append(all, types.ObjectIdentifier{Key: v.Key, VersionId: v.VersionId})
			}
		}
		if round == 0 {
			for i := range all {
				all[i].VersionId = nil // which hides them
			}
		}
		out, err := client.DeleteObjects(t.Context(), &s3.DeleteObjectsInput{Bucket: aws.String("books"), Delete: &types.Delete{Objects: all}})
		if err != nil || len(out.Errors) > 0 || len(out.Deleted) != 5*(round+1) {
			t.Fatalf("round %d: DeleteObjects = %+v, %v", round, out, err)
		}
	}
	if _, err := client.DeleteBucket(t.Context(), &s3.DeleteBucketInput{Bucket: aws.String("books")}); err != nil {
		t.Error(err)
	}
	if buckets, err := client.ListBuckets(t.Context(), &s3.ListBucketsInput{}); err != nil || len(buckets.Buckets) > 0 {
		t.Errorf("ListBuckets = %+v, %v", buckets, err)
	}
}

// TestWriteTransfer uploads in parts by the SDK's transfer manager, and copies.
func TestWriteTransfer(t *testing.T) {
	forEachScheme(t, func(t *testing.T, client *s3.Client) {
		want := partContent()
		manager := transfermanager.New(client, func(o *transfermanager.Options) { o.PartSizeBytes = 5 << 20 })
		_, err := manager.UploadObject(t.Context(), &transfermanager.UploadObjectInput{
			Bucket: aws.String("books"), Key: aws.String("large"), Body: bytes.NewReader(want),
		})
		if err != nil {
			t.Fatal(err)
		}
		if got := content(t, client, "large"); got != string(want) {
			t.Errorf("%d bytes that differ from the %d uploaded", len(got), len(want))
		}
		out, err := client.CopyObject(t.Context(), &s3.CopyObjectInput{Bucket: aws.String("books"), Key: aws.String("copy"), CopySource: aws.String("books/large")})
		if err != nil || out.CopyObjectResult.ETag == nil {
			t.Fatalf("CopyObject = %+v, %v", out, err)
		}
		if got := content(t, client, "copy"); got != string(want) {
			t.Error("the copy differs")
		}
	})
}

// TestWriteUpload uploads in parts with each algorithm, as the SDK does by itself.
func TestWriteUpload(t *testing.T) {
	client := writable(t, true)
	for _, a := range []types.ChecksumAlgorithm{"", "CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"} {
		created, err := client.CreateMultipartUpload(t.Context(), &s3.CreateMultipartUploadInput{Bucket: aws.String("books"), Key: aws.String("k"), ChecksumAlgorithm: a})
		if err != nil {
			t.Fatal(err)
		}
		var parts []types.CompletedPart
		for n, text := range []string{strings.Repeat("x", 5<<20), "end"} {
			out, err := client.UploadPart(t.Context(), &s3.UploadPartInput{Bucket: aws.String("books"), Key: aws.String("k"), UploadId: created.UploadId,
				PartNumber: aws.Int32(int32(n + 1)), Body: strings.NewReader(text), ChecksumAlgorithm: a})
			if err != nil {
				t.Fatalf("%q: %v", a, err)
			}
			parts = append(parts, types.CompletedPart{PartNumber: aws.Int32(int32(n + 1)), ETag: out.ETag, ChecksumCRC32: out.ChecksumCRC32,
				ChecksumCRC32C: out.ChecksumCRC32C, ChecksumCRC64NVME: out.ChecksumCRC64NVME, ChecksumSHA1: out.ChecksumSHA1, ChecksumSHA256: out.ChecksumSHA256})
		}
		if _, err := client.CompleteMultipartUpload(t.Context(), &s3.CompleteMultipartUploadInput{Bucket: aws.String("books"), Key: aws.String("k"),
			UploadId: created.UploadId, MultipartUpload: &types.CompletedMultipartUpload{Parts: parts}}); err != nil {
			t.Fatalf("%q: %v", a, err)
		}
		if got := content(t, client, "k"); got != strings.Repeat("x", 5<<20)+"end" {
			t.Errorf("%q: %d bytes that differ", a, len(got))
		}
	}
}
