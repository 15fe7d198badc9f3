package cdkblobs

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"

	"cloud.google.com/go/storage"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/smithy-go"
	"gocloud.dev/gcerrors"
	"google.golang.org/api/googleapi"

	"github.com/s3get/s3get/store"
)

// errConflict means that another request for the same name was being served.
var errConflict = errors.New("cdkblobs: the storage has another request for the name")

// fail returns what an error of a driver means, or nil for nil.
func (b *Backend) fail(ctx context.Context, name string, err error) error {
	if err == nil {
		return nil
	}
	if done := ctx.Err(); done != nil {
		return fmt.Errorf("%s: %w: %v", name, done, err)
	}
	if kind := kindOf(err); kind != nil {
		return fmt.Errorf("%s: %w: %w", name, kind, err)
	}
	return fmt.Errorf("%s: %w", name, err)
}

// kindOf returns the error of package store or fs that an error is, or nil. What drivers take for
// a missing file may be a missing bucket, a missing right or a missing server.
func kindOf(err error) error {
	status, code := responseOf(err)
	switch {
	case code == "ConditionalRequestConflict":
		return errConflict
	case status == http.StatusTooManyRequests || isSlowDown(code):
		return store.ErrSlowDown
	case status >= 500:
		return store.ErrUnavailable
	case status == 0 && isUnreachable(err):
		return store.ErrUnavailable
	}
	switch gcerrors.Code(err) {
	case gcerrors.NotFound:
		if (status == 0 || status == http.StatusNotFound) && !isBucketMissing(err, code) {
			return fs.ErrNotExist
		}
	case gcerrors.FailedPrecondition:
		return fs.ErrExist
	case gcerrors.ResourceExhausted:
		return store.ErrSlowDown
	case gcerrors.DeadlineExceeded:
		return store.ErrUnavailable
	}
	return nil
}

// responseOf returns the status and the code of the response that an error is of, or 0 and "".
func responseOf(err error) (status int, code string) {
	var (
		amazon smithy.APIError
		answer *awshttp.ResponseError
		google *googleapi.Error
		azure  *azcore.ResponseError
	)
	if errors.As(err, &amazon) {
		code = amazon.ErrorCode()
	}
	switch {
	case errors.As(err, &answer):
		return answer.HTTPStatusCode(), code
	case errors.As(err, &google):
		return google.Code, ""
	case errors.As(err, &azure):
		return azure.StatusCode, azure.ErrorCode
	}
	return 0, code
}

func isSlowDown(code string) bool {
	return strings.HasPrefix(code, "SlowDown") || code == "ServerBusy" || code == "RequestLimitExceeded" || strings.HasPrefix(code, "Throttl")
}

func isBucketMissing(err error, code string) bool {
	return code == "NoSuchBucket" || code == "ContainerNotFound" || errors.Is(err, storage.ErrBucketNotExist)
}

// isUnreachable reports whether there was no answer, or not all of it.
func isUnreachable(err error) bool {
	var (
		network net.Error
		address *url.Error
	)
	return errors.As(err, &network) || errors.As(err, &address) ||
		errors.Is(err, syscall.ECONNREFUSED) || errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE) ||
		errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, context.DeadlineExceeded)
}
