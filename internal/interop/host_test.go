package interop_test

import (
	"io"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// TestHost reads an object under each kind of host name that the SDK makes up.
func TestHost(t *testing.T) {
	s := start(t, fixture, "-domain", "s3.example.test")
	for name, option := range map[string]func(*s3.Options){
		"virtual host of a domain": func(o *s3.Options) {
			o.BaseEndpoint, o.UsePathStyle = aws.String("http://s3.example.test"), false
		},
		"path of a domain":            func(o *s3.Options) { o.BaseEndpoint = aws.String("http://s3.example.test") },
		"virtual host of the service": virtualHost,
		"path of the service":         func(o *s3.Options) { virtualHost(o); o.UsePathStyle = true },
		"dual stack": func(o *s3.Options) {
			virtualHost(o)
			o.EndpointOptions.UseDualStackEndpoint = aws.DualStackEndpointStateEnabled
		},
		"accelerated": func(o *s3.Options) { virtualHost(o); o.UseAccelerate = true },
	} {
		t.Run(name, func(t *testing.T) {
			client := s.client(t, owner, option)
			got, err := client.GetObject(t.Context(), &s3.GetObjectInput{Bucket: aws.String("plain"), Key: aws.String(oddKey)})
			if err != nil {
				t.Fatal(err)
			}
			defer got.Body.Close()
			if body, err := io.ReadAll(got.Body); err != nil || string(body) != hello {
				t.Errorf("GetObject: body = %q, %v, want %q", body, err, hello)
			}
		})
	}
}

// virtualHost lets the SDK find the host, as for the service itself, but without TLS.
func virtualHost(o *s3.Options) {
	o.BaseEndpoint, o.UsePathStyle = nil, false
	o.EndpointOptions.DisableHTTPS = true
}

// TestWaiters checks that the SDK's waiters for an object see at once that it is there,
// or is not.
func TestWaiters(t *testing.T) {
	client := start(t, fixture).client(t, owner)
	there := &s3.HeadObjectInput{Bucket: aws.String("plain"), Key: aws.String("hello.txt")}
	if err := s3.NewObjectExistsWaiter(client).Wait(t.Context(), there, time.Second); err != nil {
		t.Errorf("waiting for an object that is there: %v", err)
	}
	missing := &s3.HeadObjectInput{Bucket: aws.String("plain"), Key: aws.String("missing")}
	if err := s3.NewObjectNotExistsWaiter(client).Wait(t.Context(), missing, time.Second); err != nil {
		t.Errorf("waiting for the end of an object that is not there: %v", err)
	}
}
