package cdkblobs

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"slices"
	"strings"

	"cloud.google.com/go/storage"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/container"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"gocloud.dev/blob"

	"github.com/s3get/s3get/store/blobstore"
)

// pageLength is the largest number of names that one request lists.
const pageLength = 1000

// errOrder means that the storage does not list in the order of bytes.
var errOrder = errors.New("cdkblobs: the storage does not list names in the order of their bytes")

// List yields names.
func (b *Backend) List(ctx context.Context, prefix, after string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		last := after
		for o, err := range b.objects(ctx, prefix, after) {
			if err == nil && o.Key <= last {
				if o.Key <= after {
					continue // the storage began too early
				}
				err = fmt.Errorf("%w: %q comes after %q", errOrder, o.Key, last)
			}
			if err != nil {
				yield("", err)
				return
			}
			if last = o.Key; !yield(last, nil) {
				return
			}
		}
	}
}

// objects yields what the storage lists, from a name on if it can.
func (b *Backend) objects(ctx context.Context, prefix, after string) iter.Seq2[*blob.ListObject, error] {
	return func(yield func(*blob.ListObject, error) bool) {
		token := blob.FirstPageToken
		for len(token) > 0 {
			page, next, err := b.page(ctx, token, pageLength, prefix, after)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, o := range page {
				if !yield(o, nil) {
					return
				}
			}
			token = next
		}
	}
}

// page returns one page of a list, and the token of the next.
func (b *Backend) page(ctx context.Context, token []byte, length int, prefix, after string) ([]*blob.ListObject, []byte, error) {
	if b.files {
		all, err := b.sorted(ctx, prefix)
		return all, nil, err
	}
	asked, cancel := context.WithTimeout(ctx, b.patience)
	defer cancel()
	all, next, err := b.bucket.ListPage(asked, token, length, &blob.ListOptions{Prefix: prefix, BeforeList: beginAfter(prefix, after)})
	if err != nil {
		err = b.fail(ctx, "a list of "+prefix, err)
		if errors.Is(err, fs.ErrNotExist) {
			err = fmt.Errorf("cdkblobs: the bucket cannot be listed: %v", err) // a list never lacks
		}
		return nil, nil, err
	}
	return all, next, nil
}

// beginAfter returns what makes the request for the first page of a list begin at or after a name.
func beginAfter(prefix, after string) func(as func(any) bool) error {
	if after == "" {
		return nil
	}
	// whole returns the name in the storage, whose bucket may have a prefix itself.
	whole := func(p string) string { return strings.TrimSuffix(p, prefix) + after }
	return func(as func(any) bool) error {
		var (
			v2     *s3.ListObjectsV2Input
			v1     *s3.ListObjectsInput
			google *storage.Query
			azure  *container.ListBlobsHierarchyOptions
		)
		switch {
		case as(&v2):
			if v2.ContinuationToken == nil {
				v2.StartAfter = aws.String(whole(aws.ToString(v2.Prefix)))
			}
		case as(&v1):
			if v1.Marker == nil {
				v1.Marker = aws.String(whole(aws.ToString(v1.Prefix)))
			}
		case as(&google):
			google.StartOffset = whole(google.Prefix)
		case as(&azure):
			if aws.ToString(azure.Marker) == "" {
				azure.StartFrom = aws.String(whole(aws.ToString(azure.Prefix)))
			}
		}
		return nil
	}
}

// sorted returns everything in a folder, whose driver lists it in another order. Its pages go by
// names and so lack some of them: the list has to fit one.
func (b *Backend) sorted(ctx context.Context, prefix string) ([]*blob.ListObject, error) {
	for length := pageLength; ; length *= 16 {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		all, next, err := b.bucket.ListPage(ctx, blob.FirstPageToken, length, &blob.ListOptions{Prefix: prefix})
		if err != nil {
			return nil, b.fail(ctx, "a list of "+prefix, err)
		}
		if len(next) == 0 {
			slices.SortFunc(all, func(x, y *blob.ListObject) int { return strings.Compare(x.Key, y.Key) })
			return all, nil
		}
	}
}

// First returns the first name of a prefix, by a list of one.
func (b *Backend) First(ctx context.Context, prefix string, known blobstore.Stamp) (string, blobstore.Stamp, error) {
	all, _, err := b.page(ctx, blob.FirstPageToken, 1, prefix, "")
	switch {
	case err != nil:
		return "", known, err
	case len(all) == 0:
		return "", blobstore.Stamp{}, fmt.Errorf("%s: %w", prefix, fs.ErrNotExist)
	}
	return all[0].Key, stampOf(all[0]), nil
}

// stampOf returns a stamp of a file: a digest of its name and of what a list tells of its content.
func stampOf(o *blob.ListObject) (s blobstore.Stamp) {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %d %d %x %s", o.Key, o.ModTime.UnixNano(), o.Size, o.MD5, revisionOf(o)))
	for i := range s {
		s[i] = binary.LittleEndian.Uint64(sum[8*i:])
	}
	return s
}

// revisionOf returns what the storage names the content of a file by, if it does.
func revisionOf(o *blob.ListObject) string {
	var (
		amazon types.Object
		google storage.ObjectAttrs
		azure  container.BlobItem
	)
	switch {
	case o.As(&amazon):
		return aws.ToString(amazon.ETag)
	case o.As(&google):
		return fmt.Sprint(google.Generation)
	case o.As(&azure) && azure.Properties != nil && azure.Properties.ETag != nil:
		return string(*azure.Properties.ETag)
	}
	return ""
}
