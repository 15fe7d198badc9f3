// Package engine opens buckets of engines that are being tested.
package engine

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"cloud.google.com/go/storage"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/bloberror"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/container"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go"
	"gocloud.dev/blob"
	_ "gocloud.dev/blob/azureblob" // for URLs
	_ "gocloud.dev/blob/gcsblob"
	_ "gocloud.dev/blob/s3blob"
	"google.golang.org/api/googleapi"
)

// Open opens the bucket of a URL of gocloud.dev/blob, which is made if there is none. It asks until
// the engine answers or ctx is done.
func Open(ctx context.Context, url, name string) (*blob.Bucket, error) {
	b, err := blob.OpenBucket(ctx, url)
	if err != nil {
		return nil, err
	}
	for {
		if err = ensure(ctx, b, name); err == nil {
			return b, nil
		}
		select {
		case <-ctx.Done():
			return nil, errors.Join(fmt.Errorf("engine: %w", err), b.Close())
		case <-time.After(time.Second / 2):
		}
	}
}

// ensure makes a bucket unless there is one.
func ensure(ctx context.Context, b *blob.Bucket, name string) error {
	var (
		amazon *s3.Client
		google *storage.Client
		azure  *container.Client
	)
	switch {
	case b.As(&amazon):
		_, err := amazon.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: &name})
		var there smithy.APIError
		if errors.As(err, &there) && there.ErrorCode() == "BucketAlreadyOwnedByYou" {
			return nil
		}
		return err
	case b.As(&google):
		err := google.Bucket(name).Create(ctx, "project", nil)
		var there *googleapi.Error
		if errors.As(err, &there) && there.Code == http.StatusConflict {
			return nil
		}
		return err
	case b.As(&azure):
		_, err := azure.Create(ctx, nil)
		if bloberror.HasCode(err, bloberror.ContainerAlreadyExists) {
			return nil
		}
		return err
	}
	return nil
}
