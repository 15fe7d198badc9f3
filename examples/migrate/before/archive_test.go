package archive_test

import (
	"errors"
	"net/http/httptest"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"github.com/s3get/s3get/examples/migrate"
)

func TestArchive(t *testing.T) {
	server := httptest.NewServer(gofakes3.New(s3mem.New()).Server())
	defer server.Close()

	client := s3.New(s3.Options{
		BaseEndpoint: aws.String(server.URL),
		Credentials:  credentials.NewStaticCredentialsProvider("test", "secret", ""),
		Region:       "us-east-1",
		UsePathStyle: true,
	})
	if _, err := client.CreateBucket(t.Context(), &s3.CreateBucketInput{Bucket: aws.String("letters")}); err != nil {
		t.Fatal(err)
	}

	a := &migrate.Archive{Client: client, Bucket: "letters"}
	for _, name := range []string{"2026/b", "2026/a", "2025/a"} {
		if err := a.File(t.Context(), name, "Dear "+name); err != nil {
			t.Fatal(err)
		}
	}
	if text, err := a.Read(t.Context(), "2026/a"); err != nil || text != "Dear 2026/a" {
		t.Errorf("Read = %q, %v", text, err)
	}
	if names, err := a.Names(t.Context(), "2026/"); err != nil || !slices.Equal(names, []string{"2026/a", "2026/b"}) {
		t.Errorf("Names = %q, %v", names, err)
	}
	if _, err := a.Read(t.Context(), "2024/a"); !errors.Is(err, migrate.ErrNoLetter) {
		t.Errorf("Read of no letter = %v, want %v", err, migrate.ErrNoLetter)
	}
}
