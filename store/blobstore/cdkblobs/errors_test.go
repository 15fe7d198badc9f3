package cdkblobs_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"gocloud.dev/blob"
	"gocloud.dev/blob/s3blob"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/cdkblobs"
)

// drivers are the URLs of buckets at an address of the loopback interface, beside S3's.
var drivers = map[string]string{
	"gcs":   "gs://files?anonymous=true",
	"azure": "azblob://files?protocol=http&domain=HOST&localemu=true",
}

// openAt opens a bucket at an address.
func openAt(t *testing.T, driver, host string, patience time.Duration) *cdkblobs.Backend {
	t.Helper()
	t.Setenv("STORAGE_EMULATOR_HOST", host)
	t.Setenv("AZURE_STORAGE_ACCOUNT", "a")
	t.Setenv("AZURE_STORAGE_KEY", "YQ==")
	var b *blob.Bucket
	var err error
	if driver == "s3" {
		b, err = s3blob.OpenBucket(t.Context(), s3.New(s3.Options{
			BaseEndpoint: aws.String("http://" + host), Region: "us-east-1", UsePathStyle: true, Retryer: aws.NopRetryer{},
			Credentials: credentials.NewStaticCredentialsProvider("a", "b", ""),
		}), "files", nil)
	} else {
		b, err = blob.OpenBucket(t.Context(), strings.ReplaceAll(drivers[driver], "HOST", host))
	}
	backend := cdkblobs.New(closing(t, b, err))
	backend.SetPatience(patience)
	return backend
}

// refuse answers every request with an error in the forms of all drivers.
func refuse(status int, code string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("x-ms-error-code", code)
		if strings.Contains(r.URL.Path, "/storage/v1/") || strings.Contains(r.URL.Path, "/upload/") {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(status)
			fmt.Fprintf(w, `{"error":{"code":%d,"message":%q}}`, status, code)
			return
		}
		w.Header().Set("Content-Type", "application/xml")
		w.WriteHeader(status)
		fmt.Fprintf(w, "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>no</Message></Error>", code)
	})
}

// errNone stands for an error that wraps none of the others.
var errNone = errors.New("none")

// TestErrors: what the storage answers becomes the error that callers know.
func TestErrors(t *testing.T) {
	tests := []struct {
		driver, call string
		status       int
		code         string
		want         error
	}{
		{"s3", "Read", 404, "NoSuchKey", fs.ErrNotExist},
		{"s3", "Read", 404, "NoSuchBucket", errNone},
		{"s3", "Read", 403, "AccessDenied", errNone},
		{"s3", "Read", 301, "PermanentRedirect", errNone},
		{"s3", "Read", 503, "SlowDown", store.ErrSlowDown},
		{"s3", "Read", 503, "SlowDownRead", store.ErrSlowDown},
		{"s3", "Read", 429, "TooManyRequests", store.ErrSlowDown},
		{"s3", "Read", 503, "ServiceUnavailable", store.ErrUnavailable},
		{"s3", "Read", 500, "InternalError", store.ErrUnavailable},
		{"s3", "First", 404, "NoSuchBucket", errNone},
		{"s3", "Add", 412, "PreconditionFailed", fs.ErrExist},
		{"s3", "Add", 409, "ConditionalRequestConflict", fs.ErrExist},
		{"s3", "Add", 403, "AccessDenied", errNone},
		{"s3", "Remove", 403, "AccessDenied", errNone},
		{"gcs", "Read", 404, "notFound", fs.ErrNotExist},
		{"gcs", "Read", 403, "forbidden", errNone},
		{"gcs", "Read", 429, "rateLimitExceeded", store.ErrSlowDown},
		{"gcs", "First", 404, "notFound", errNone},
		{"gcs", "First", 403, "forbidden", errNone},
		{"gcs", "Add", 412, "conditionNotMet", fs.ErrExist},
		{"gcs", "Remove", 403, "forbidden", errNone},
		{"gcs", "Remove", 404, "notFound", nil},
		{"azure", "Read", 404, "BlobNotFound", fs.ErrNotExist},
		{"azure", "Read", 404, "ContainerNotFound", errNone},
		{"azure", "Read", 403, "AuthorizationFailure", errNone},
		{"azure", "First", 404, "ContainerNotFound", errNone},
		{"azure", "Add", 409, "BlobAlreadyExists", fs.ErrExist},
		{"azure", "Add", 412, "ConditionNotMet", fs.ErrExist},
		{"azure", "Remove", 404, "BlobNotFound", nil},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprint(tt.driver, tt.call, tt.status, tt.code), func(t *testing.T) {
			server := httptest.NewServer(refuse(tt.status, tt.code))
			defer server.Close()
			got := ask(t, openAt(t, tt.driver, server.Listener.Addr().String(), time.Second), tt.call)
			wantError(t, got, tt.want)
		})
	}
}

// ask calls a method.
func ask(t *testing.T, b *cdkblobs.Backend, call string) (err error) {
	ctx := t.Context()
	switch call {
	case "Read":
		_, err = b.Read(ctx, "a/b", 100)
	case "First":
		_, _, err = b.First(ctx, "a/", blobstore.Stamp{})
	case "Add":
		err = b.Add(ctx, "a/b", []byte("text"))
	case "Remove":
		err = b.Remove(ctx, "a/b")
	case "Stat":
		_, err = b.Stat(ctx, "a/b")
	case "OpenRange":
		f, _ := b.Open(ctx, "a/b")
		err = readRange(t, f, [2]int64{0, 1})
	}
	return err
}

func wantError(t *testing.T, got, want error) {
	t.Helper()
	if want == nil || want == errNone {
		for _, other := range []error{fs.ErrNotExist, fs.ErrExist, store.ErrSlowDown, store.ErrUnavailable} {
			if errors.Is(got, other) {
				t.Errorf("the error is %v, want errNone that wraps %v", got, other)
			}
		}
		if (got == nil) != (want == nil) {
			t.Errorf("the error is %v, want %v", got, want)
		}
		return
	}
	if !errors.Is(got, want) {
		t.Errorf("the error is %v, want %v", got, want)
	}
}

// TestUnreachable: a server that is not there, or does not answer, is unavailable.
func TestUnreachable(t *testing.T) {
	done := make(chan struct{})
	silent := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-done }))
	defer silent.Close()
	defer close(done)
	for _, driver := range []string{"s3", "gcs", "azure"} {
		for what, host := range map[string]string{"nothing": freeAddress(t), "silence": silent.Listener.Addr().String()} {
			b := openAt(t, driver, host, 100*time.Millisecond)
			for _, call := range []string{"Read", "Stat", "First", "Add", "Remove", "OpenRange"} {
				if err := ask(t, b, call); !errors.Is(err, store.ErrUnavailable) {
					t.Errorf("%s, %s, %s: %v, want store.ErrUnavailable", driver, what, call, err)
				}
			}
		}
	}
}

// TestCanceled: the error of a context stays.
func TestCanceled(t *testing.T) {
	b := cdkblobs.New(openMemory(t))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := b.Add(ctx, "a", nil); !errors.Is(err, context.Canceled) {
		t.Errorf("Add = %v, want context.Canceled", err)
	}
}
