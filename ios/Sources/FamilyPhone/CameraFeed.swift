#if canImport(UIKit)
import AVFoundation
import FamilyKit
import UIKit

/// An open camera: its pictures, upright, one after the other on its own queue, and a layer that shows them.
final class CameraFeed: NSObject, @unchecked Sendable {
    let layer: AVCaptureVideoPreviewLayer
    private let session = AVCaptureSession()
    private let photos = AVCapturePhotoOutput()
    private let queue = DispatchQueue(label: "camera", qos: .userInitiated)
    private let picture: @Sendable (CVPixelBuffer, CMTime) -> Void
    private var turning: (AVCaptureDevice.RotationCoordinator, [NSKeyValueObservation])?
    private var taken: [Int64: CheckedContinuation<Data?, Never>] = [:]

    @MainActor
    init(picture: @escaping @Sendable (CVPixelBuffer, CMTime) -> Void = { _, _ in }) {
        layer = AVCaptureVideoPreviewLayer(session: session)
        layer.videoGravity = .resizeAspectFill
        self.picture = picture
    }

    /// Opens a camera, or goes on with another.
    func open(_ facing: Facing, preset: AVCaptureSession.Preset) {
        queue.async { [self] in
            session.beginConfiguration()
            session.inputs.forEach(session.removeInput)
            session.sessionPreset = preset
            let position: AVCaptureDevice.Position = facing == .front ? .front : .back
            if let device = AVCaptureDevice.default(.builtInWideAngleCamera, for: .video, position: position),
                let input = try? AVCaptureDeviceInput(device: device), session.canAddInput(input)
            {
                session.addInput(input)
                addOutputs()
                turn(with: device)
            }
            // A telephone call or another app in a split screen does not end a visit's picture where the phone can do both.
            if session.isMultitaskingCameraAccessSupported { session.isMultitaskingCameraAccessEnabled = true }
            session.commitConfiguration()
            session.startRunning()
        }
    }

    func close() {
        queue.async { [self] in
            session.stopRunning()
            turning = nil
            taken.values.forEach { $0.resume(returning: nil) }
            taken = [:]
        }
    }

    /// A photo of what is seen: JPEG, turned upright by its EXIF.
    func take() async -> Data? {
        await withCheckedContinuation { answer in
            queue.async { [self] in
                guard session.isRunning, photos.connection(with: .video) != nil else { return answer.resume(returning: nil) }
                let settings = AVCapturePhotoSettings(format: [AVVideoCodecKey: AVVideoCodecType.jpeg])
                taken[settings.uniqueID] = answer
                photos.capturePhoto(with: settings, delegate: self)
            }
        }
    }

    private func addOutputs() {
        guard session.outputs.isEmpty else { return }
        if session.canAddOutput(photos) { session.addOutput(photos) }
        let pictures = AVCaptureVideoDataOutput()
        pictures.alwaysDiscardsLateVideoFrames = true
        pictures.videoSettings = [kCVPixelBufferPixelFormatTypeKey as String: kCVPixelFormatType_420YpCbCr8BiPlanarVideoRange]
        pictures.setSampleBufferDelegate(self, queue: queue)
        if session.canAddOutput(pictures) { session.addOutput(pictures) }
    }

    /// However the phone is held, the picture is upright.
    private func turn(with device: AVCaptureDevice) {
        let coordinator = AVCaptureDevice.RotationCoordinator(device: device, previewLayer: layer)
        let taking = coordinator.observe(\.videoRotationAngleForHorizonLevelCapture, options: [.initial, .new]) { [weak self] now, _ in
            self?.turnPictures(to: now.videoRotationAngleForHorizonLevelCapture)
        }
        let showing = coordinator.observe(\.videoRotationAngleForHorizonLevelPreview, options: [.initial, .new]) { [weak self] now, _ in
            self?.turnLayer(to: now.videoRotationAngleForHorizonLevelPreview)
        }
        turning = (coordinator, [taking, showing])
    }

    private func turnPictures(to angle: CGFloat) {
        queue.async { [self] in session.outputs.forEach { $0.connection(with: .video)?.turn(to: angle) } }
    }

    private func turnLayer(to angle: CGFloat) {
        DispatchQueue.main.async { [self] in layer.connection?.turn(to: angle) }
    }
}

extension CameraFeed: AVCaptureVideoDataOutputSampleBufferDelegate {
    func captureOutput(_ output: AVCaptureOutput, didOutput sample: CMSampleBuffer, from connection: AVCaptureConnection) {
        guard let pixels = sample.imageBuffer else { return }
        picture(pixels, sample.presentationTimeStamp)
    }
}

extension CameraFeed: AVCapturePhotoCaptureDelegate {
    func photoOutput(_ output: AVCapturePhotoOutput, didFinishProcessingPhoto photo: AVCapturePhoto, error: (any Error)?) {
        let file = error == nil ? photo.fileDataRepresentation() : nil
        let id = photo.resolvedSettings.uniqueID
        queue.async { self.taken.removeValue(forKey: id)?.resume(returning: file) }
    }
}

extension AVCaptureConnection {
    fileprivate func turn(to angle: CGFloat) {
        if isVideoRotationAngleSupported(angle) { videoRotationAngle = angle }
    }
}

/// For photos of documents and faces.
@MainActor
final class PhonePhotos: PhotoCamera {
    private var feed: CameraFeed?

    func open(_ facing: Facing) -> Sight {
        let feed = feed ?? CameraFeed()
        self.feed = feed
        feed.open(facing, preset: .photo)
        return feed.layer
    }

    func close() {
        feed?.close()
        feed = nil
    }

    func take() async -> Data? { await feed?.take() }
}
#endif
