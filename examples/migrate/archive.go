// Package migrate is an application with a test: an archive of letters in a bucket. Folder before
// has the test as it was written against gofakes3, and folder after the same with package s3fake.
package migrate

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

// An Archive keeps letters in a bucket, one an object.
type Archive struct {
	Client *s3.Client
	Bucket string
}

// ErrNoLetter means that nobody has filed a letter of that name.
var ErrNoLetter = errors.New("no such letter")

// File files a letter.
func (a *Archive) File(ctx context.Context, name, text string) error {
	_, err := a.Client.PutObject(ctx, &s3.PutObjectInput{Bucket: &a.Bucket, Key: &name, Body: strings.NewReader(text)})
	return err
}

// Read returns a letter.
func (a *Archive) Read(ctx context.Context, name string) (text string, err error) {
	o, err := a.Client.GetObject(ctx, &s3.GetObjectInput{Bucket: &a.Bucket, Key: &name})
	var missing *types.NoSuchKey
	switch {
	case errors.As(err, &missing):
		return "", fmt.Errorf("%w: %s", ErrNoLetter, name)
	case err != nil:
		return "", err
	}
	defer func() { err = errors.Join(err, o.Body.Close()) }()
	b, err := io.ReadAll(o.Body)
	return string(b), err
}

// Names returns the names of the letters that begin with a prefix, in order.
func (a *Archive) Names(ctx context.Context, prefix string) (names []string, err error) {
	pages := s3.NewListObjectsV2Paginator(a.Client, &s3.ListObjectsV2Input{Bucket: &a.Bucket, Prefix: &prefix})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		for _, o := range page.Contents {
			names = append(names, aws.ToString(o.Key))
		}
	}
	return names, nil
}
