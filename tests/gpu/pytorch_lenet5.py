"""The peer of DeviceBenchmark: LeNet-5 in PyTorch, fed UINT8 pixels from the host, SGD 0.01."""
import statistics
import sys
import time

import torch
from torch import nn

torch.manual_seed(7)
torch.backends.cuda.matmul.allow_tf32 = True  # as TensorFlow has it by default
device = torch.device("cuda")


def lenet5():
    return nn.Sequential(
        nn.Conv2d(1, 6, 5), nn.ReLU(), nn.AvgPool2d(2, 1),
        nn.Conv2d(6, 16, 5), nn.Tanh(), nn.AvgPool2d(2),
        nn.Conv2d(16, 120, 5), nn.Tanh(), nn.Flatten(),
        nn.Linear(3000, 84), nn.Tanh(), nn.Linear(84, 10)).to(device)


def step(model, optimizer, pixels, labels):
    images = pixels.to(device).float().div(255)
    optimizer.zero_grad(set_to_none=True)
    loss = nn.functional.cross_entropy(model(images), labels.to(device))
    loss.backward()
    optimizer.step()
    return loss.item()  # as DeviceBenchmark reads its loss each step


for batch in map(int, sys.argv[1:]):
    model = lenet5()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    data = [(torch.randint(0, 256, (batch, 1, 28, 28), dtype=torch.uint8), torch.randint(0, 10, (batch,)))
            for _ in range(50)]
    for pixels, labels in data[:10]:
        step(model, optimizer, pixels, labels)
    rates = []
    for _ in range(5):
        torch.cuda.synchronize()
        start = time.perf_counter()
        for pixels, labels in data:
            step(model, optimizer, pixels, labels)
        torch.cuda.synchronize()
        rates.append(batch * len(data) / (time.perf_counter() - start))
    print(f"pytorch batch {batch:5d}  {statistics.median(rates):10.0f} images/s", flush=True)
